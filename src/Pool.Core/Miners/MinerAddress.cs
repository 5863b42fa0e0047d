namespace Pool.Core.Miners;

public static class MinerAddress
{
    /// <summary>An address as logs and public pages show it, e.g. 4AbCdE…wXyZ12. Never whole.</summary>
    public static string Shorten(string address)
    {
        const int Shown = 6;
        return address.Length <= 2 * Shown ? address : $"{address[..Shown]}…{address[^Shown..]}";
    }
}
