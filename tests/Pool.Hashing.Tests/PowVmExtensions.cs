namespace Pool.Hashing.Tests;

internal static class PowVmExtensions
{
    public static string HashHex(this PowVm vm, PowVector vector)
    {
        var hash = new byte[PowHash.Bytes];
        vm.Hash(vector.Input, vector.Parameters, hash);
        return Convert.ToHexStringLower(hash);
    }
}
