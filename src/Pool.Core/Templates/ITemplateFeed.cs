namespace Pool.Core.Templates;

/// <summary>How front ends hear of new work.</summary>
public interface ITemplateFeed
{
    /// <summary>
    /// The newest work: at once when its version is greater than <paramref name="after"/>, else when there is newer, else,
    /// after a few seconds, the same again.
    /// </summary>
    /// <param name="after">Version of the last <see cref="TemplateNews"/> seen; 0 at first.</param>
    Task<TemplateNews> WaitForTemplate(long after, CancellationToken cancel);
}

/// <summary>What front ends are to work on.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Template">The newest template, or null before the first one.</param>
/// <param name="Problem">Why the template must not be given out as new work (the node is unreachable or behind), or null.</param>
public sealed record TemplateNews(long Version, BlockTemplate? Template, string? Problem)
{
    /// <summary>There is work to give out.</summary>
    public bool Fresh => Template is not null && Problem is null;
}
