namespace Pool.Standalone.Hosting;

/// <summary>Parts that are disposed of in the reverse order of their start.</summary>
internal sealed class PartStack : IAsyncDisposable
{
    private readonly Stack<object> _parts = new();

    public T Keep<T>(T part)
        where T : class
    {
        _parts.Push(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        var failures = new List<Exception>();
        while (_parts.TryPop(out var part))
        {
            try
            {
                await Dispose(part);
            }
            catch (Exception failure)
            {
                // The next part may hold shares that are to be flushed.
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException("parts of the pool failed while it ended", failures);
        }
    }

    private static async ValueTask Dispose(object part)
    {
        switch (part)
        {
            case IAsyncDisposable asynchronous:
                await asynchronous.DisposeAsync();
                break;
            case IDisposable synchronous:
                synchronous.Dispose();
                break;
            default:
                throw new InvalidOperationException($"{part.GetType()} cannot be disposed of");
        }
    }
}

/// <summary>Something to do at the end.</summary>
internal sealed class AsyncAction(Func<Task> action) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await action();
}
