using System.Buffers;
using System.Text;
using Pool.CryptoNote.Blocks;
using Pool.CryptoNote.Coins;
using Pool.CryptoNote.Keys;
using Pool.Hashing;

namespace Pool.CryptoNote.Addresses;

/// <summary>Reads addresses of one coin; every reason of invalidity has its name. Pure; quick enough for every login.</summary>
/// <param name="coin">Its networks tell the prefixes.</param>
public sealed class AddressReader(CoinFacts coin)
{
    private const int ChecksumBytes = 4;
    private const int KeyBytes = 2 * Hash32.Size;
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Reads an address of any of the coin's networks; where networks share a prefix, the first one is named.</summary>
    public AddressReading Read(string text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return AddressReading.Wrong(AddressFault.Empty, "the address is empty");
        }

        var data = Base58.Decode(text, out var fault);
        return data is null ? NotBase58(text, fault) : ReadData(text, data);
    }

    /// <summary>Reads an address that must be of one network and of a welcome kind.</summary>
    /// <param name="network">A network of the coin, e.g. mainnet.</param>
    /// <exception cref="ArgumentException">The coin has no such network.</exception>
    public AddressReading Read(string text, string network, AddressKinds welcome)
    {
        var wanted = coin.Network(network);
        var reading = Read(text);
        if (!reading.IsValid)
        {
            return reading;
        }

        var address = reading.Address;
        if (wanted.KindOf(address.Prefix, address.PaymentId is not null) is not { } kind)
        {
            return AddressReading.Wrong(
                AddressFault.OtherNetwork, $"this is a {coin.Name} {address.Network} address; this is {coin.Name} {network}");
        }

        return (kind & welcome) == 0
            ? AddressReading.Wrong(
                AddressFault.Kind, $"this is {Name(kind)}; give {string.Join(" or ", Names(welcome))} of {coin.Name} {network}")
            : AddressReading.Valid(address with { Network = network, Kind = kind });
    }

    /// <summary>The text of an address.</summary>
    public static string Write(ulong prefix, Hash32 spendKey, Hash32 viewKey, ReadOnlySpan<byte> paymentId = default)
    {
        var data = new byte[VarInt.MaxBytes + KeyBytes + paymentId.Length + ChecksumBytes];
        var length = VarInt.Write(data, prefix);
        spendKey.CopyTo(data.AsSpan(length));
        viewKey.CopyTo(data.AsSpan(length + Hash32.Size));
        paymentId.CopyTo(data.AsSpan(length + KeyBytes));
        length += KeyBytes + paymentId.Length;
        Span<byte> hash = stackalloc byte[Hash32.Size];
        Keccak.Hash256(data.AsSpan(0, length), hash);
        hash[..ChecksumBytes].CopyTo(data.AsSpan(length));
        return Base58.Encode(data.AsSpan(0, length + ChecksumBytes));
    }

    private AddressReading ReadData(string text, byte[] data)
    {
        if (data.Length <= ChecksumBytes)
        {
            return AddressReading.Wrong(AddressFault.Length, $"{text.Length} characters are too few for an address");
        }

        var body = data.AsSpan(0, data.Length - ChecksumBytes);
        Span<byte> hash = stackalloc byte[Hash32.Size];
        Keccak.Hash256(body, hash);
        if (!hash[..ChecksumBytes].SequenceEqual(data.AsSpan(body.Length)))
        {
            return AddressReading.Wrong(AddressFault.Checksum, "the checksum does not agree: a character is wrong or missing");
        }

        var prefixBytes = VarInt.Read(body, out var prefix);
        if (prefixBytes == 0)
        {
            return AddressReading.Wrong(
                AddressFault.PrefixNotMinimal, "the prefix is not a number in its shortest form; no wallet writes this");
        }

        var payload = body[prefixBytes..];
        return coin.NetworkOf(prefix) is { } network
            ? ReadPayload(text, network, prefix, payload)
            : AddressReading.Wrong(
                AddressFault.OtherCoin, $"prefix {prefix} belongs to no {coin.Name} network; is this another coin's address?");
    }

    private AddressReading ReadPayload(string text, CoinNetwork network, ulong prefix, ReadOnlySpan<byte> payload)
    {
        var idBytes = payload.Length - KeyBytes;
        if (idBytes != 0 && idBytes != coin.PaymentIdBytes)
        {
            return AddressReading.Wrong(AddressFault.Length, $"{text.Length} characters are no {coin.Name} address's length");
        }

        if (network.KindOf(prefix, withPaymentId: idBytes != 0) is not { } kind)
        {
            return AddressReading.Wrong(
                AddressFault.Length, $"prefix {prefix} is of an address {(idBytes == 0 ? "with" : "without")} payment id");
        }

        var keys = coin.PaymentIdFirst ? payload[idBytes..] : payload[..KeyBytes];
        var id = coin.PaymentIdFirst ? payload[..idBytes] : payload[KeyBytes..];
        if (coin.PaymentIdFirst && id.ContainsAnyExcept(HexDigits))
        {
            return AddressReading.Wrong(AddressFault.PaymentId, "the payment id in the address is not hex");
        }

        var spend = keys[..Hash32.Size];
        var view = keys[Hash32.Size..];
        if (!CurvePoint.IsValid(spend))
        {
            return AddressReading.Wrong(AddressFault.SpendKey, "the spend key in the address is not on the curve");
        }

        if (!CurvePoint.IsValid(view))
        {
            return AddressReading.Wrong(AddressFault.ViewKey, "the view key in the address is not on the curve");
        }

        var idText = idBytes == 0 ? null : coin.PaymentIdFirst ? Encoding.ASCII.GetString(id) : Convert.ToHexStringLower(id);
        return AddressReading.Valid(
            new DecodedAddress(text, network.Name, kind, prefix, new Hash32(spend), new Hash32(view), idText));
    }

    private AddressReading NotBase58(string text, Base58Fault fault) => fault switch
    {
        Base58Fault.Alphabet => AddressReading.Wrong(
            AddressFault.Alphabet, "the address holds a character that addresses never have (0, O, I, l, or no letter or digit)"),
        Base58Fault.Overflow => AddressReading.Wrong(
            AddressFault.Overflow, "a group of 11 characters stands for no 8 bytes: a character is wrong or missing"),
        _ => AddressReading.Wrong(AddressFault.Length, $"{text.Length} characters are no {coin.Name} address's length"),
    };

    private static IEnumerable<string> Names(AddressKinds kinds) =>
        new[] { AddressKinds.Standard, AddressKinds.Integrated, AddressKinds.Subaddress }
            .Where(kind => (kinds & kind) != 0).Select(Name);

    private static string Name(AddressKinds kind) => kind switch
    {
        AddressKinds.Standard => "a standard address",
        AddressKinds.Integrated => "an integrated address",
        _ => "a subaddress",
    };
}
