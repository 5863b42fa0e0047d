namespace Pool.Standalone.Commands;

internal static class Hex
{
    /// <summary>Decodes hex of either case, or says on standard error which argument is none and returns null.</summary>
    public static byte[]? Read(string argument, string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            var at = text.TakeWhile(char.IsAsciiHexDigit).Count();
            Console.Error.WriteLine(at < text.Length
                ? $"{argument} is not hex: '{text[at]}' at position {at}"
                : $"{argument} is not hex: {text.Length} digits make no whole bytes");
            return null;
        }
    }
}
