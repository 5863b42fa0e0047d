using System.Collections.Concurrent;
using System.Net;

namespace Pool.CryptoNote.Rpc;

/// <summary>
/// Connections to one server, each used by one call at a time. monerod's digest login is bound to the connection: the
/// second half of a login that lands on another connection is refused, which a shared pool of connections lets happen.
/// </summary>
internal sealed class RpcLanes(RpcEndpoint endpoint, RpcLimits limits) : IDisposable
{
    private readonly ConcurrentBag<HttpClient> _all = [];
    private readonly ConcurrentStack<HttpClient> _idle = [];
    private readonly SemaphoreSlim _free = new(limits.Lanes);

    public async Task<T> Use<T>(Func<HttpClient, Task<T>> call, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var lane = _idle.TryPop(out var idle) ? idle : Open();
            try
            {
                return await call(lane).ConfigureAwait(false);
            }
            finally
            {
                _idle.Push(lane);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        foreach (var lane in _all)
        {
            lane.Dispose();
        }

        _free.Dispose();
    }

    private HttpClient Open()
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 1,
            PooledConnectionIdleTimeout = limits.IdleConnection,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = endpoint.User is null ? null : new NetworkCredential(endpoint.User, endpoint.Password),
        };
        var lane = new HttpClient(handler)
        {
            BaseAddress = endpoint.Url,

            // Every call brings its own deadline.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = limits.AnswerBytes,
        };
        _all.Add(lane);
        return lane;
    }
}
