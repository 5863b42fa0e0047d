namespace Pool.Hashing.CryptoNight;

/// <summary>A compiled program of cn/r: changes registers 0 to 3 from registers 0 to 8.</summary>
internal unsafe delegate void RandomMath(uint* registers);
