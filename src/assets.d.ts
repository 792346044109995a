/** Text files are bundled as strings. */
declare module '*.txt' {
  const text: string;
  export default text;
}
declare module '*.css';
/** A program for a thread, as text. */
declare module '*?worker' {
  const source: string;
  export default source;
}
