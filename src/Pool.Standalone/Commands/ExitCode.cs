namespace Pool.Standalone.Commands;

/// <summary>What the command line answers to a script or an orchestrator.</summary>
public static class ExitCode
{
    public const int Good = 0;

    /// <summary>Asked and answered in the negative, or it could not be done; the text says why.</summary>
    public const int Failed = 1;

    /// <summary>The configuration or the arguments cannot be used.</summary>
    public const int Misused = 2;
}
