namespace Pool.Standalone.Checks;

/// <summary>What one preflight found.</summary>
/// <param name="Text">What is well, or what is wrong and what to do.</param>
internal sealed record CheckResult(string Name, CheckVerdict Verdict, string Text)
{
    public bool Failed => Verdict == CheckVerdict.Fail;

    public string Label => Verdict switch
    {
        CheckVerdict.Good => "ok  ",
        CheckVerdict.Warn => "warn",
        _ => "FAIL",
    };

    public static CheckResult Good(string name, string text) => new(name, CheckVerdict.Good, text);

    public static CheckResult Warn(string name, string text) => new(name, CheckVerdict.Warn, text);

    public static CheckResult Fail(string name, string text) => new(name, CheckVerdict.Fail, text);
}

internal enum CheckVerdict
{
    Good = 0,

    /// <summary>The pool runs, but an operator should know.</summary>
    Warn = 1,
    Fail = 2,
}
