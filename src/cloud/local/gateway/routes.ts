/** Finds the route of a request. */
import type { Api, Route } from '../model.ts';

export interface RouteMatch {
  route: Route;
  /** Values of the path's parameters, percent-encoded as they came; null if it has none. */
  parameters: Record<string, string> | null;
}

/**
 * The most specific route: a fixed segment wins over a parameter, a parameter over a greedy one, a method over ANY.
 *
 * @param path of the resource, undecoded, without stage and query
 */
export function findRoute(api: Api, method: string, path: string): RouteMatch | null {
  const candidates = api.routes
    .filter((route) => route.method === method || route.method === 'ANY')
    .flatMap((route) => {
      const parameters = matchPath(route.path, path);
      return parameters ? [{ route, parameters, rank: rank(route) }] : [];
    })
    .sort((one, other) => (one.rank < other.rank ? -1 : 1));
  const [best] = candidates;
  if (!best) return null;
  return {
    route: best.route,
    parameters: Object.keys(best.parameters).length > 0 ? best.parameters : null,
  };
}

function matchPath(template: string, path: string): Record<string, string> | null {
  const wanted = template.split('/').slice(1);
  const given = path.split('/').slice(1);
  const parameters: Record<string, string> = {};
  for (const [i, segment] of wanted.entries()) {
    const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(segment) ?? [];
    const value = greedy ? given.slice(i).join('/') : given[i];
    if (value === undefined || (name !== undefined && value === '')) return null;
    if (name === undefined && value !== segment) return null;
    if (name !== undefined) parameters[name] = value;
    if (greedy) return parameters;
  }
  return wanted.length === given.length ? parameters : null;
}

const rank = (route: Route) =>
  route.path.replaceAll(/\{[^}]*\+\}/g, '\u{10ffff}').replaceAll(/\{[^}]*\}/g, '\uffff') +
  (route.method === 'ANY' ? '1' : '0');
