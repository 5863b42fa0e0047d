namespace Pool.Hashing;

/// <summary>Something outside this process's code is missing: a shared library, or memory. The message says what to do.</summary>
public sealed class PowUnavailableException(string message) : Exception(message);
