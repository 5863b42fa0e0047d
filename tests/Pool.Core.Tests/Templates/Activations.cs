using Pool.Core.Templates;

namespace Pool.Core.Tests.Templates;

internal sealed class Activations : IActivations
{
    public Task<long> NextTemplateActivation(CancellationToken cancel) => Task.FromResult(7L);
}

internal sealed class NoActivations : IActivations
{
    public Task<long> NextTemplateActivation(CancellationToken cancel) =>
        Task.FromException<long>(new IOException("the store is away"));
}
