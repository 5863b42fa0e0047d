namespace Pool.Core.Chain;

/// <summary>What one node answered.</summary>
public readonly record struct DaemonAnswer<T>(string Daemon, T Value);

/// <summary>What all healthy nodes answered to one question.</summary>
/// <param name="Problems">Of the nodes that could not be asked.</param>
public sealed record DaemonVerdict<T>(IReadOnlyList<DaemonAnswer<T>> Answers, IReadOnlyList<string> Problems)
{
    /// <summary>Nobody answered.</summary>
    public bool Silent => Answers.Count == 0;

    /// <summary>At least one node answered, and all that did said the same.</summary>
    public bool Agreed => !Silent && Answers.All(answer => Equals(answer.Value, Answers[0].Value));

    /// <summary>What they agreed on.</summary>
    /// <exception cref="InvalidOperationException">They did not agree; look at <see cref="Agreed"/> first.</exception>
    public T Value => Agreed ? Answers[0].Value : throw new InvalidOperationException($"the nodes do not agree: {this}");

    /// <summary>Who said what, for logs and pages.</summary>
    public override string ToString() => string.Join(
        ", ", Answers.Select(answer => $"{answer.Daemon} says {answer.Value?.ToString() ?? "nothing"}").Concat(Problems));
}
