import { itemsOf, membersOf, textOrJson } from './validation';
import { json } from '../reply';
import { ServiceError } from '../serviceError';
import { isCbor } from '../route';
import { readJson } from './jsonBody';
import { cborResults, membersOfCbor } from './metricDataCbor';
import { membersOfQuery, queryReply, type MetricDataResult } from './metricDataQuery';
import type { Operation } from './operation';

// CloudWatch's GetMetricData (awsJson1.0, CBOR and Query), for metrics of one file system each. Everything fits one page.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html

/** Of one request. */
const MOST_QUERIES = 500;
const MOST_POINTS = 100_800;

export const getMetricData: Operation = ({ body, headers, region, route }, { metrics }) => {
  const isQuery = route.query.has('Action');
  const request = isQuery
    ? membersOfQuery(route.query, MOST_QUERIES)
    : isCbor({ headers })
      ? membersOfCbor(body)
      : readJson(body);
  const from = secondsOf(request.StartTime, 'StartTime');
  const to = secondsOf(request.EndTime, 'EndTime');
  if (from >= to) {
    throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  }
  const queries = itemsOf(request.MetricDataQueries).slice(0, MOST_QUERIES).map(membersOf);
  const isAscending = request.ScanBy === 'TimestampAscending';
  const results = queries.map((query): MetricDataResult => {
    const stat = membersOf(query.MetricStat);
    const metric = membersOf(stat.Metric);
    const name = textOrJson(metric.MetricName);
    const period = Number(stat.Period);
    if (!(period >= 60) || (to - from) / period > MOST_POINTS) {
      throw invalid('The parameter Period is too small for the time that is asked for.');
    }
    const points = metrics.points(
      {
        region,
        namespace: textOrJson(metric.Namespace),
        name,
        dimensions: itemsOf(metric.Dimensions)
          .map(membersOf)
          .map(dimension => ({ name: textOrJson(dimension.Name), value: textOrJson(dimension.Value) })),
      },
      textOrJson(stat.Stat),
      { from, to, period },
    );
    const ordered = isAscending ? points : points.toReversed();
    return {
      Id: textOrJson(query.Id),
      Label: name,
      StatusCode: 'Complete',
      Timestamps: ordered.map(([at]) => at),
      Values: ordered.map(([, value]) => value),
    };
  });
  if (isCbor({ headers })) {
    return cborResults(results);
  }
  return isQuery ? queryReply(results) : json(200, { Messages: [], MetricDataResults: results });
};

/** The protocol has times as seconds since 1970. */
function secondsOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw invalid(`The parameter ${name} is required.`);
  }
  return value;
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message);
}
