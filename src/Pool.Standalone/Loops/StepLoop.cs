using Pool.Core.Stats;

namespace Pool.Standalone.Loops;

/// <summary>
/// Calls one step of the rules again and again: after its interval, or at once when it is nudged. A step that fails is told in
/// the log and on the health board, and tried again at the next turn.
/// </summary>
/// <param name="name">What the step does, for the log.</param>
/// <param name="interval">Longest pause between two calls.</param>
/// <param name="critical">Without it the process is not ready to serve miners.</param>
public sealed partial class StepLoop(
    string name,
    TimeSpan interval,
    bool critical,
    Func<CancellationToken, Task> step,
    HealthBoard health,
    TimeProvider time,
    ILogger<StepLoop> log) : BackgroundService
{
    private readonly SemaphoreSlim _nudge = new(0, 1);
    private string? _lastFailure;

    /// <summary>A name of its own on the board: the step tells there itself how its business stands.</summary>
    private string Part => name + " loop";

    /// <summary>Makes the next call happen now; several nudges are one.</summary>
    public void Nudge()
    {
        try
        {
            _nudge.Release();
        }
        catch (SemaphoreFullException)
        {
            // One is waiting already: that call will see what this nudge is about.
        }
    }

    public override void Dispose()
    {
        _nudge.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Turn(stoppingToken);
            try
            {
                await Pause(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task Pause(CancellationToken stopping)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var nudged = _nudge.WaitAsync(pause.Token);
        await Task.WhenAny(nudged, Task.Delay(interval, time, pause.Token));
        await pause.CancelAsync();
        await nudged.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.ThrowIfCancellationRequested();
    }

    private async Task Turn(CancellationToken stopping)
    {
        try
        {
            await step(stopping);
            if (_lastFailure is not null)
            {
                _lastFailure = null;
                health.Good(Part, "works again", critical);
                Recovered(log, name);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            health.Bad(Part, error.Message, critical);
            if (_lastFailure != error.Message)
            {
                _lastFailure = error.Message;
                Failed(log, error, name, error.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Part} failed and is tried again: {Problem}")]
    private static partial void Failed(ILogger log, Exception error, string part, string problem);

    [LoggerMessage(LogLevel.Information, "{Part} works again")]
    private static partial void Recovered(ILogger log, string part);
}
