namespace Pool.Core.Templates;

/// <summary>
/// Order of templates: a new poller draws a greater activation number from the store, so its first template follows
/// all of its predecessors' and those of a poller that should be dead are recognised as old.
/// </summary>
public readonly record struct TemplateId(long Activation, long Counter) : IComparable<TemplateId>
{
    public static readonly TemplateId None;

    public int CompareTo(TemplateId other) =>
        Activation != other.Activation ? Activation.CompareTo(other.Activation) : Counter.CompareTo(other.Counter);

    public static bool operator <(TemplateId left, TemplateId right) => left.CompareTo(right) < 0;

    public static bool operator >(TemplateId left, TemplateId right) => left.CompareTo(right) > 0;

    public static bool operator <=(TemplateId left, TemplateId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TemplateId left, TemplateId right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Activation}.{Counter}";
}
