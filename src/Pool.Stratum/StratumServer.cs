using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pool.Stratum;

/// <summary>
/// The stratum server: its ports, its connections and the feed of work. Start it once, stop it once; all that a miner can do
/// ends at its own connection.
/// </summary>
public sealed class StratumServer : IAsyncDisposable
{
    private readonly StratumSettings _settings;
    private readonly StratumContext _context;
    private readonly ConcurrentDictionary<Connection, Task> _connections = [];
    private readonly List<PortListener> _listeners = [];
    private readonly List<Task> _loops = [];
    private readonly CancellationTokenSource _stopAccepting = new();
    private readonly CancellationTokenSource _stopAll = new();
    private readonly Sparse _full;
    private ITimer? _sweep;
    private int _open;
    private int _state;

    /// <exception cref="ArgumentException">A setting is out of its range; the text names it.</exception>
    public StratumServer(StratumSettings settings, StratumServices services)
    {
        settings.Check();
        _settings = settings;
        var metrics = new StratumMetrics(
            services.Meter, () => Volatile.Read(ref _open), () => _connections.Keys.Count(open => open.Session.LoggedIn));
        _context = new StratumContext(settings, services, metrics);
        _full = new Sparse(settings.Limits.WarningPause, services.Time);
    }

    /// <summary>Where it listens, in the order of the settings; with the real numbers of ports given as 0.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints { get; private set; } = [];

    /// <summary>Open connections.</summary>
    public int Connections => Volatile.Read(ref _open);

    /// <summary>Listens on every port and begins to follow the feed. Miners that come before the first template are refused.</summary>
    /// <exception cref="StratumStartException">A port cannot be had; none is left open.</exception>
    public void Start()
    {
        if (Interlocked.CompareExchange(ref _state, 1, 0) != 0)
        {
            throw new InvalidOperationException("the stratum server was started before; make a new one");
        }

        try
        {
            foreach (var port in _settings.Ports)
            {
                _listeners.Add(new PortListener(port, _context));
            }
        }
        catch (StratumStartException)
        {
            _listeners.ForEach(listener => listener.Dispose());
            throw;
        }

        Endpoints = [.. _listeners.Select(listener => listener.Endpoint)];
        var feed = new WorkFeed(_context, () => _connections.Keys.Select(open => open.Session));
        _loops.Add(Task.Run(() => feed.Run(_stopAccepting.Token)));
        foreach (var listener in _listeners)
        {
            _context.Log.Listening(listener.Endpoint, listener.Port.Description, listener.Port.Difficulty.Start);
            _loops.Add(Task.Run(() => listener.Run(Accept, _stopAccepting.Token)));
        }

        _sweep = _context.Time.CreateTimer(_ => Sweep(), null, _context.Limits.Sweep, _context.Limits.Sweep);
    }

    /// <summary>
    /// Stops accepting, answers the shares under way, sends what is queued and closes. What takes longer than
    /// <see cref="StratumLimits.Stop"/>, or than <paramref name="cancel"/>, is cut off.
    /// </summary>
    public async Task Stop(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _state, 2) == 2)
        {
            return;
        }

        await _stopAccepting.CancelAsync().ConfigureAwait(false);
        _listeners.ForEach(listener => listener.Dispose());
        var open = _connections.ToArray();
        try
        {
            await Task.WhenAll(_loops).WaitAsync(_context.Limits.Stop, _context.Time, cancel).ConfigureAwait(false);
            open = _connections.ToArray();
            await Task.WhenAll(open.Select(connection => connection.Key.Drain()).Concat(open.Select(connection => connection.Value)))
                .WaitAsync(_context.Limits.Stop, _context.Time, cancel).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            // Whoever is left has had its time.
        }

        await _stopAll.CancelAsync().ConfigureAwait(false);
        foreach (var connection in _connections.Keys)
        {
            connection.Abort(CloseReason.Stopping);
        }

        await Task.WhenAll(_connections.Values).ConfigureAwait(false);
        if (_sweep is not null)
        {
            await _sweep.DisposeAsync().ConfigureAwait(false);
        }

        _context.Log.Stopped(open.Length);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _stopAccepting.Dispose();
        _stopAll.Dispose();
    }

    private void Accept(Socket socket, StratumPort port)
    {
        if (Interlocked.Increment(ref _open) > _context.Limits.Connections)
        {
            Interlocked.Decrement(ref _open);
            socket.Dispose();
            _context.Metrics.TurnedAway();
            if (_full.Now())
            {
                _context.Log.ConnectionsFull(_context.Limits.Connections);
            }

            return;
        }

        Connection connection;
        try
        {
            connection = new Connection(socket, port, _context);
        }
        catch (IOException)
        {
            // The peer has hung up already.
            Interlocked.Decrement(ref _open);
            socket.Dispose();
            return;
        }

        _context.Metrics.Opened();
        var life = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[connection] = life.Task;

        // On a thread of the pool: a peer that keeps bytes coming would otherwise hold the loop that accepts.
        _ = Task.Run(() => Serve(connection, life));
    }

    private async Task Serve(Connection connection, TaskCompletionSource life)
    {
        using (connection)
        {
            await connection.Run(_stopAll.Token).ConfigureAwait(false);
        }

        _connections.TryRemove(connection, out _);
        Interlocked.Decrement(ref _open);
        life.SetResult();
    }

    private void Sweep()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Sweep();
        }
    }
}
