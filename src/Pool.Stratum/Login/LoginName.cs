using System.Globalization;

namespace Pool.Stratum;

/// <summary>
/// A login as miners write it: <c>address[+difficulty][.worker]</c> or <c>address[.worker][+difficulty]</c>. Neither sign
/// occurs in an address.
/// </summary>
/// <param name="Difficulty">The fixed difficulty asked for, at least 1, or null.</param>
/// <param name="Problem">Why the login cannot be read, or null.</param>
internal sealed record LoginName(string Address, string? Worker, long? Difficulty, string? Problem)
{
    public static LoginName Parse(string login)
    {
        login = login.Trim();
        var end = login.AsSpan().IndexOfAny('.', '+');
        if (end < 0)
        {
            return new LoginName(login, null, null, null);
        }

        var rest = login.AsSpan(end);
        var plus = rest.LastIndexOf('+');
        if (plus < 0)
        {
            return new LoginName(login[..end], Text(rest[1..]), null, null);
        }

        // After the sign up to the end, or, where the difficulty stands before the worker, up to the dot.
        var digits = rest[(plus + 1)..];
        var dot = plus == 0 ? digits.IndexOf('.') : -1;
        var worker = plus > 0 ? Text(rest[1..plus]) : dot >= 0 ? Text(digits[(dot + 1)..]) : null;
        digits = dot >= 0 ? digits[..dot] : digits;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var difficulty) && difficulty > 0
            ? new LoginName(login[..end], worker, difficulty, null)
            : new LoginName(login[..end], worker, null, $"the difficulty after '+' must be a whole number above 0, not '{digits}'");
    }

    /// <summary>The worker's name: from the login, else the rig id, else the password.</summary>
    public static string? ChooseWorker(string? login, string? rigId, string? pass)
    {
        if (!string.IsNullOrWhiteSpace(login))
        {
            return login.Trim();
        }

        if (!string.IsNullOrWhiteSpace(rigId))
        {
            return rigId.Trim();
        }

        // "x" is xmrig's default, and other miners' manuals ask for an e-mail address here.
        var name = pass?.Trim();
        return string.IsNullOrEmpty(name) || name is "x" or "X" || name.Contains('@', StringComparison.Ordinal) ? null : name;
    }

    private static string? Text(ReadOnlySpan<char> worker) => worker.IsEmpty ? null : worker.ToString();
}
