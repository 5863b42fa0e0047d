using System.Security.Cryptography;
using Pool.Core.Miners;
using Pool.Core.Stats;
using Pool.Core.VarDiff;

namespace Pool.Stratum;

internal sealed partial class StratumSession
{
    private const int SessionIdBytes = 16;

    private async Task LogIn(StratumRequest request)
    {
        if (_miner is not null)
        {
            Refuse(request.Id, "login-twice", RefusalText.LoggedInAlready);
            return;
        }

        var refusal = Examine(request, out var name, out var address);
        if (refusal is not null)
        {
            Refuse(request.Id, refusal);
            return;
        }

        var worker = WorkerName.Clean(LoginName.ChooseWorker(name.Worker, request.RigId, request.Pass));
        var remembered = name.Difficulty is null ? await Remembered(address, worker).ConfigureAwait(false) : null;
        var source = connection.Peer is { } peer ? PeerNetwork.Of(peer.Address) : address;
        var miner = new Miner(
            RandomNumberGenerator.GetHexString(2 * SessionIdBytes, lowercase: true),
            address,
            worker,
            context.Services.Tags.AccountTag(address),
            context.Services.Hasher.Open(source));
        _pace = port.Variable && name.Difficulty is null ? new WorkerDifficulty(port.Difficulty, remembered, context.Now) : null;
        _difficulty = _pace?.Current ?? port.Clamp(name.Difficulty ?? port.Difficulty.Start);
        Enter(request, miner);
    }

    private LoginRefusal? Examine(StratumRequest request, out LoginName name, out string address)
    {
        name = LoginName.Parse(request.Login ?? "");
        address = "";
        if (name.Address.Length == 0)
        {
            return LoginRefusal.Missing;
        }

        if (name.Problem is { } unreadable)
        {
            return LoginRefusal.Unreadable(unreadable);
        }

        var payee = context.Services.Payees.Read(name.Address);
        if (payee.Address is not { } canonical)
        {
            return LoginRefusal.Address(payee.Problem ?? "it cannot be paid");
        }

        address = canonical;
        var state = context.Board.State;
        if (state.Work is { } work && request.Algorithms is { Count: > 0 } offered && !Offers(offered, work.Template.Algorithm))
        {
            return LoginRefusal.Algorithm(work.Template.Algorithm, offered);
        }

        return state.Problem is { } problem ? LoginRefusal.NoWork(problem) : null;
    }

    private bool Offers(IReadOnlyList<string> offered, string algorithm)
    {
        foreach (var name in offered)
        {
            if (context.Services.Hasher.IsSame(algorithm, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the worker had before, or null. A directory that is slow or broken keeps nobody out.</summary>
    private async Task<long?> Remembered(string address, string worker)
    {
        if (!port.Variable)
        {
            return null;
        }

        try
        {
            using var giveUp = new CancellationTokenSource(context.Limits.DirectoryWait, context.Time);
            return await context.Services.Directory.GetDifficulty(address, worker, giveUp.Token)
                .WaitAsync(giveUp.Token).ConfigureAwait(false);
        }
        catch (Exception failed)
        {
            if (context.StoreTrouble.Now())
            {
                context.Log.DirectoryFailed(failed);
            }

            return null;
        }
    }

    /// <summary>The reply and the session begin under the lock, so that no pushed job can overtake the reply.</summary>
    private void Enter(StratumRequest request, Miner miner)
    {
        lock (_gate)
        {
            var state = context.Board.State;
            if (_stopping || _closed || !state.Fresh)
            {
                miner.Lane.Dispose();
                Refuse(request.Id, _stopping ? LoginRefusal.Stopping : LoginRefusal.NoWork(state.Problem ?? "the connection is closing"));
                return;
            }

            Volatile.Write(ref _miner, miner);
            var job = NextJob(miner, state.Work!);
            var line = new LineWriter(stackalloc byte[LineWriter.MaxBytes]);
            Replies.LoggedIn(ref line, request.Id, job, miner.SessionId);
            connection.Send(line.Written);
        }

        context.Metrics.LoggedIn();
        var agent = WorkerName.Clean(request.Agent);
        context.Log.LoggedIn(connection.Peer, MinerAddress.Shorten(miner.Address), miner.Worker, agent, Volatile.Read(ref _difficulty));
        context.Services.Events.Tell(new LiveEvent.WorkerOnline(miner.Address, miner.Worker, agent, Volatile.Read(ref _difficulty)));
    }

    private void LogOut(Miner miner)
    {
        if (_pace is not null)
        {
            context.Services.Directory.RememberDifficulty(miner.Address, miner.Worker, Volatile.Read(ref _difficulty));
        }

        context.Services.Events.Tell(new LiveEvent.WorkerOffline(miner.Address, miner.Worker));
    }

    private void Refuse(RequestId id, LoginRefusal refusal)
    {
        context.Metrics.LoginFailed(refusal.Reason);
        context.Log.LoginRefused(connection.Peer, refusal.Text);
        Error(id, refusal.Text);

        // xmrig stays and does nothing after a refused login, so the socket has to go.
        connection.Finish(CloseReason.LoginRefused);
    }
}
