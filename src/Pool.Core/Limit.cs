using System.Runtime.CompilerServices;

namespace Pool.Core;

/// <summary>Checks that a configured limit is in its range when a part starts.</summary>
public static class Limit
{
    /// <exception cref="ArgumentOutOfRangeException">Names the setting, its value and the range.</exception>
    public static void Within<T>(T value, T least, T most, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}: set it between {least} and {most}");
        }
    }
}
