namespace Pool.Core.Templates;

/// <summary>Numbers that the store gives out once and never again.</summary>
public interface IActivations
{
    /// <summary>The next activation number for a template poller.</summary>
    Task<long> NextTemplateActivation(CancellationToken cancel);
}
