namespace Pool.CryptoNote.Addresses;

/// <summary>Why a text is no CryptoNote base58.</summary>
public enum Base58Fault
{
    None = 0,

    /// <summary>A character outside the 58.</summary>
    Alphabet = 1,

    /// <summary>The last block has 1, 4 or 8 characters, which encode no whole number of bytes.</summary>
    Length = 2,

    /// <summary>A block's number does not fit in its bytes.</summary>
    Overflow = 3,
}
