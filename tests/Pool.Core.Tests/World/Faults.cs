using System.Reflection;
using Pool.Core.Chain;
using Pool.Core.Payouts;

namespace Pool.Core.Tests.World;

internal enum FaultKind
{
    None = 0,

    /// <summary>The process dies before the call has any effect.</summary>
    DieBefore = 1,

    /// <summary>The process dies after the call's effect, before its answer.</summary>
    DieAfter = 2,

    /// <summary>The call fails without effect; the process lives.</summary>
    FailBefore = 3,

    /// <summary>The call has its effect and its answer is lost; the process lives.</summary>
    FailAfter = 4,
}

/// <summary>The process is dead: no call of it reaches the world any more.</summary>
internal sealed class ProcessDiedException(string call) : Exception($"the process died at {call}");

/// <summary>Counts one process's calls to the world and lets one of them go wrong.</summary>
internal sealed class Faults(int at = -1, FaultKind kind = FaultKind.None)
{
    public List<string> Calls { get; } = [];

    public bool Dead { get; private set; }

    /// <summary>Runs before every call, e.g. to let time pass.</summary>
    public Action<string>? Before { get; set; }

    /// <summary>A port of the world as this process sees it.</summary>
    public T Around<T>(T port)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, FaultyPort>();
        ((FaultyPort)(object)proxy).Wrap(port, this);
        return proxy;
    }

    internal object? Call(object port, MethodInfo method, object?[]? arguments)
    {
        if (method.IsSpecialName)
        {
            return method.Invoke(port, arguments);
        }

        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        if (Dead)
        {
            throw new ProcessDiedException(name);
        }

        Before?.Invoke(name);
        var now = Calls.Count == at ? kind : FaultKind.None;
        Calls.Add(name);
        Strike(now is FaultKind.DieBefore, now is FaultKind.FailBefore, name, port);
        var result = Unwrapped(port, method, arguments);
        Strike(now is FaultKind.DieAfter, now is FaultKind.FailAfter, name, port);
        return result;
    }

    private static object? Unwrapped(object port, MethodInfo method, object?[]? arguments)
    {
        try
        {
            return method.Invoke(port, arguments);
        }
        catch (TargetInvocationException wrapped)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(wrapped.InnerException!);
            throw;
        }
    }

    private void Strike(bool die, bool fail, string name, object port)
    {
        if (die)
        {
            Dead = true;
            throw new ProcessDiedException(name);
        }

        if (fail)
        {
            throw port switch
            {
                IDaemon daemon => new DaemonUnavailableException(daemon.Name, "no answer"),
                IWallet wallet => new WalletUnavailableException(wallet.Name, "no answer"),
                _ => new IOException("the store's answer was lost"),
            };
        }
    }
}

/// <summary>Must be open for the runtime's proxies.</summary>
public class FaultyPort : DispatchProxy
{
    private object? _port;
    private Faults? _faults;

    internal void Wrap(object port, Faults faults) => (_port, _faults) = (port, faults);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _faults!.Call(_port!, targetMethod!, args);
}
