import { randomUUID } from 'node:crypto';
import type { Reply } from '../reply';
import { xmlElement } from '../xml';

// CloudWatch's Query protocol (2010-08-01), which the AWS CLI of many systems speaks. The SDK speaks JSON.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/making-api-requests.html

const NAMESPACE = 'http://monitoring.amazonaws.com/doc/2010-08-01/';

/** Dimensions of one metric: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
const MOST_DIMENSIONS = 30;

/** What a GetMetricData request asks for, in the shape that its JSON has. @param most queries of one request */
export function membersOfQuery(query: URLSearchParams, most: number): Readonly<Record<string, unknown>> {
  const text = (name: string) => query.get(name) ?? undefined;
  return {
    StartTime: secondsOf(text('StartTime')),
    EndTime: secondsOf(text('EndTime')),
    ScanBy: text('ScanBy'),
    MetricDataQueries: members('MetricDataQueries', 'Id', most).map(one => ({
      Id: text(`${one}.Id`),
      MetricStat: {
        Period: Number(text(`${one}.MetricStat.Period`)),
        Stat: text(`${one}.MetricStat.Stat`),
        Metric: {
          Namespace: text(`${one}.MetricStat.Metric.Namespace`),
          MetricName: text(`${one}.MetricStat.Metric.MetricName`),
          Dimensions: members(`${one}.MetricStat.Metric.Dimensions`, 'Name', MOST_DIMENSIONS).map(
            dimension => ({ Name: text(`${dimension}.Name`), Value: text(`${dimension}.Value`) }),
          ),
        },
      },
    })),
  };

  /** Where the entries of a list stand, each of which has this parameter. */
  function members(list: string, parameter: string, limit: number): readonly string[] {
    const found: string[] = [];
    for (let at = 1; at <= limit && query.has(`${list}.member.${at}.${parameter}`); at++) {
      found.push(`${list}.member.${at}`);
    }
    return found;
  }
}

function secondsOf(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time) / 1000;
}

export interface MetricDataResult {
  readonly Id: string;
  readonly Label: string;
  readonly StatusCode: string;
  /** Seconds since 1970. */
  readonly Timestamps: readonly number[];
  readonly Values: readonly number[];
}

export function queryReply(results: readonly MetricDataResult[]): Reply {
  const content = {
    GetMetricDataResult: {
      Messages: [],
      MetricDataResults: results.map(({ Id, Label, StatusCode, Timestamps, Values }) => ({
        Id,
        Label,
        StatusCode,
        Timestamps: Timestamps.map(at => new Date(at * 1000).toISOString()),
        Values,
      })),
    },
    ResponseMetadata: { RequestId: randomUUID() },
  };
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: xmlElement('GetMetricDataResponse', content, ` xmlns="${NAMESPACE}"`, 'member'),
  };
}
