// Starts GraphiQL on this hub's endpoint: queries over HTTP, subscriptions over graphql-transport-ws.
// The parts that write <style> elements look for this name.
window.__webpack_nonce__ = document.currentScript.nonce;
const mount = document.getElementById('graphiql');
const url = new URL(mount.dataset.endpoint, location.href);
const socket = new URL(url);
socket.protocol = url.protocol.replace('http', 'ws');
const fetcher = GraphiQL.createFetcher({ url: url.href, subscriptionUrl: socket.href });
const query = new URLSearchParams(location.search).get('query') ?? undefined;
const defaultQuery = '{\n  __schema {\n    queryType {\n      fields {\n        name\n        description\n      }\n    }\n  }\n}\n';
ReactDOM.createRoot(mount).render(
  React.createElement(GraphiQL, { fetcher, query, defaultQuery }),
);
