namespace Pool.Core;

/// <summary>Range check of the numbers in options classes.</summary>
internal static class Limit
{
    /// <exception cref="ArgumentException">Out of range; the message says which, its value and what is allowed.</exception>
    public static void Check(string name, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{name} is {value}; it must be {least} to {most}");
        }
    }
}
