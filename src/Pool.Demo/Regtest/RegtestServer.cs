using Pool.CryptoNote.Rpc;

namespace Pool.Demo.Regtest;

/// <summary>Starts a server on free ports and waits until it answers.</summary>
internal static class RegtestServer
{
    private const int Attempts = 5;

    /// <summary>90 s: they answer within 1 s on a quiet machine, but tests may share theirs with many builds.</summary>
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Calls <paramref name="start"/> again, for other ports, when the program ends at once: one was taken.</summary>
    /// <param name="log">Where the program writes its log, for the error.</param>
    /// <exception cref="InvalidOperationException">It does not start; with the end of its log.</exception>
    public static async Task<RegtestProcess> Start(
        Func<RegtestProcess> start, Func<CancellationToken, Task> ask, string log, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var process = start();
            try
            {
                await WaitUntilReady(process, ask, cancel);
                return process;
            }
            catch (TimeoutException) when (process.HasExited && attempt < Attempts)
            {
                await process.DisposeAsync();
            }
            catch (Exception e)
            {
                await process.DisposeAsync();
                throw new InvalidOperationException($"{e.Message}; the end of {log}: {Tail(log)}", e);
            }
        }
    }

    private static async Task WaitUntilReady(RegtestProcess process, Func<CancellationToken, Task> ask, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(ReadyDeadline);
        while (true)
        {
            try
            {
                await ask(deadline.Token);
                return;
            }
            catch (RpcFailure) when (!process.HasExited)
            {
                await Task.Delay(Pause, deadline.Token);
            }
            catch (RpcFailure e)
            {
                throw new TimeoutException($"it ended with exit code {process.ExitCode}", e);
            }
            catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
            {
                throw new TimeoutException($"it does not answer within {ReadyDeadline.TotalSeconds} s", e);
            }
        }
    }

    private static string Tail(string log) =>
        File.Exists(log) ? string.Join(" | ", File.ReadLines(log).TakeLast(5)) : "there is none";
}
