using System.Diagnostics.CodeAnalysis;
using Pool.Core.Miners;

namespace Pool.CryptoNote.Addresses;

/// <summary>What a text said when it was read as an address: the address, or what is wrong with it.</summary>
public sealed record AddressReading
{
    private AddressReading(DecodedAddress? address, AddressProblem? problem) => (Address, Problem) = (address, problem);

    public DecodedAddress? Address { get; }

    public AddressProblem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Address))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsValid => Address is not null;

    public static AddressReading Valid(DecodedAddress address) => new(address, null);

    public static AddressReading Wrong(AddressFault fault, string message) => new(null, new AddressProblem(fault, message));
}

/// <summary>A good address.</summary>
/// <param name="Text">As it was given, which is also its only spelling.</param>
/// <param name="Network">Name of the network, e.g. mainnet.</param>
/// <param name="Kind">Exactly one kind.</param>
/// <param name="PaymentId">Hex: 16 digits in Monero's integrated addresses, 64 in TurtleCoin's; null otherwise.</param>
public sealed record DecodedAddress(
    string Text, string Network, AddressKinds Kind, ulong Prefix, Hash32 SpendKey, Hash32 ViewKey, string? PaymentId)
{
    /// <summary>As logs show it.</summary>
    public string Shortened => MinerAddress.Shorten(Text);
}

/// <param name="Message">A sentence for the person who typed the address.</param>
public sealed record AddressProblem(AddressFault Fault, string Message)
{
    /// <summary>Stable code of the API: address-invalid, address-wrong-network or address-wrong-kind.</summary>
    public string Code => Fault switch
    {
        AddressFault.OtherCoin or AddressFault.OtherNetwork => "address-wrong-network",
        AddressFault.Kind => "address-wrong-kind",
        _ => "address-invalid",
    };
}

/// <summary>Why a text is no address, or none that is welcome.</summary>
public enum AddressFault
{
    Empty = 0,

    /// <summary>A character that base58 does not have.</summary>
    Alphabet = 1,

    /// <summary>A number of characters, or of bytes, that no address has.</summary>
    Length = 2,

    /// <summary>A base58 block stands for a number that is too large.</summary>
    Overflow = 3,

    /// <summary>Something was mistyped or cut.</summary>
    Checksum = 4,

    /// <summary>The prefix is written in more bytes than it needs.</summary>
    PrefixNotMinimal = 5,

    /// <summary>Sound, but its prefix belongs to no network of this coin.</summary>
    OtherCoin = 6,

    /// <summary>Of this coin, but of another network.</summary>
    OtherNetwork = 7,

    /// <summary>Of a kind that is not welcome here.</summary>
    Kind = 8,

    /// <summary>The spend key is no point of the curve: nobody could spend what is sent there.</summary>
    SpendKey = 9,

    /// <summary>The view key is no point of the curve.</summary>
    ViewKey = 10,

    /// <summary>The payment id of an integrated address is not hex.</summary>
    PaymentId = 11,
}
