using System.Net;
using System.Net.Sockets;

namespace Pool.Stratum;

/// <summary>Listens on one port.</summary>
internal sealed class PortListener : IDisposable
{
    private readonly Socket _socket;
    private readonly StratumContext _context;
    private readonly Sparse _failures;

    /// <exception cref="StratumStartException">The port cannot be had.</exception>
    public PortListener(StratumPort port, StratumContext context)
    {
        Port = port;
        _context = context;
        _failures = new Sparse(context.Limits.WarningPause, context.Time);
        _socket = new Socket(port.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (port.Address.Equals(IPAddress.IPv6Any))
            {
                _socket.DualMode = true;
            }

            _socket.Bind(new IPEndPoint(port.Address, port.Port));
            _socket.Listen(context.Limits.Backlog);
        }
        catch (SocketException refused)
        {
            _socket.Dispose();
            throw new StratumStartException(port, refused);
        }
    }

    public StratumPort Port { get; }

    public IPEndPoint Endpoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Accepts until it is disposed or cancelled.</summary>
    public async Task Run(Action<Socket, StratumPort> accepted, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var socket = await _socket.AcceptAsync(cancel).ConfigureAwait(false);
                SetUp(socket);
                accepted(socket, Port);
            }
            catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException failed)
            {
                await Pause(failed, cancel).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private void SetUp(Socket socket)
    {
        const int ProbeSeconds = 60;
        try
        {
            socket.NoDelay = true;
            socket.SendBufferSize = _context.Limits.KernelSendBytes;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, ProbeSeconds);
        }
        catch (SocketException)
        {
            // The peer has hung up already; reading will say so.
        }
    }

    private async Task Pause(SocketException failed, CancellationToken cancel)
    {
        if (_failures.Now())
        {
            _context.Log.AcceptFailed(failed);
        }

        await Task.Delay(_context.Limits.Retry, _context.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
