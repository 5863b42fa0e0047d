namespace Pool.CryptoNote.Addresses;

/// <summary>Kinds of address; several together say which are welcome.</summary>
[Flags]
public enum AddressKinds
{
    None = 0,
    Standard = 1,

    /// <summary>A standard address that carries a payment id.</summary>
    Integrated = 2,
    Subaddress = 4,
    All = Standard | Integrated | Subaddress,
}
