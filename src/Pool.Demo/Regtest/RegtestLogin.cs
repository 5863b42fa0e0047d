namespace Pool.Demo.Regtest;

/// <summary>A login for --rpc-login.</summary>
public sealed record RegtestLogin(string User, string Password)
{
    internal string Argument => $"{User}:{Password}";
}
