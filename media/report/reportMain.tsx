import { render } from 'preact';
import { App } from './app';
import { Host } from './host';
import './style/base.css';
import './style/icons.css';
import './style/components.css';
import './style/parts.css';
import './style/files.css';

const root = document.getElementById('report');
if (root) {
  render(<App host={new Host()} />, root);
}
