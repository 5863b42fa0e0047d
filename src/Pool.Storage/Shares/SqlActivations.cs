using Pool.Core.Templates;
using Pool.Storage.Engine;

namespace Pool.Storage.Shares;

/// <summary>Activation numbers of template pollers, from the pool's row.</summary>
internal sealed class SqlActivations(StoreWriter writer) : IActivations
{
    public Task<long> NextTemplateActivation(CancellationToken cancel) =>
        writer.Write(session => session.Next(PoolCounter.Activation), cancel);
}
