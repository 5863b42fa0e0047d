using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Pool.CryptoNote.Blocks;
using static Pool.CryptoNote.Tests.Blocks.MoneroVectors;

namespace Pool.CryptoNote.Tests.Blocks;

public sealed class MoneroBlockTests
{
    [Fact]
    public void Every_known_block_parses_to_its_fields_hashing_blob_and_id()
    {
        Whole.Length.ShouldBe(7);
        foreach (var vector in Whole)
        {
            var blob = Bytes(vector, "block_blob");
            var block = MoneroBlock.Parse(blob, out var problem).ShouldNotBeNull(problem);
            block.MajorVersion.ShouldBe((int)Number(vector, "major"));
            block.MinorVersion.ShouldBe((int)Number(vector, "minor"));
            block.Timestamp.ShouldBe(Number(vector, "timestamp"));
            block.PreviousHash.ToString().ShouldBe(Text(vector, "prev_id"));
            block.NonceOffset.ShouldBe((int)Number(vector, "nonce_offset"));
            BinaryPrimitives.ReadUInt32LittleEndian(blob.AsSpan(block.NonceOffset)).ShouldBe((uint)Number(vector, "nonce"));
            block.MinerTransaction.Offset.ShouldBe((int)Number(vector, "miner_tx_offset"));
            block.MinerTransaction.Version.ShouldBe((int)Number(vector, "miner_tx_version"));
            (block.MinerTransaction.PrefixEnd - block.MinerTransaction.Offset)
                .ShouldBe((int)Number(vector, "miner_tx_prefix_len"));
            block.MinerTransaction.Height.ShouldBe(Number(vector, "height"));
            block.MinerTransaction.Hash.ToString().ShouldBe(Text(vector, "miner_tx_hash"));
            block.TransactionCount.ShouldBe((int)Number(vector, "tx_count"));
            block.TreeRoot.ToString().ShouldBe(Text(vector, "tree_root"));
            Convert.ToHexStringLower(block.HashingBlob).ShouldBe(Text(vector, "hashing_blob"));
            block.Id.ToString().ShouldBe(Text(vector, "block_id"));
        }
    }

    [Fact]
    public void Block_202612_of_mainnet_has_the_id_that_a_bug_gave_it()
    {
        var vector = All.Single(v => v.TryGetProperty("block_blob_keccak", out _));
        var blob = Bytes(More, "block_202612_mainnet");
        blob.Length.ShouldBe((int)Number(vector, "block_blob_len"));

        var block = MoneroBlock.Parse(blob, out var problem).ShouldNotBeNull(problem);

        block.Id.ToString().ShouldBe(Text(vector, "block_id"));
        block.TransactionCount.ShouldBe((int)Number(vector, "tx_count"));
        Convert.ToHexStringLower(block.HashingBlob).ShouldBe(Text(vector, "hashing_blob"));
        BlockId.Of(block.HashingBlob).ToString().ShouldBe(Text(vector, "generic_id_from_fixed_tree_hash"));

        blob[39] ^= 1;
        var other = MoneroBlock.Parse(blob, out _)!;
        other.Id.ShouldBe(BlockId.Of(other.HashingBlob));
    }

    [Fact]
    public void Every_prefix_of_a_block_is_refused_with_a_reason()
    {
        var blob = Bytes(Template, "block_blob");
        for (var length = 0; length < blob.Length; length++)
        {
            MoneroBlock.Parse(blob.AsSpan(0, length), out var problem).ShouldBeNull();
            problem.ShouldNotBeNullOrEmpty();
        }

        MoneroBlock.Parse([.. blob, 0], out var trailing).ShouldBeNull();
        trailing.ShouldBe($"1 bytes follow the block's end at byte {blob.Length}");
    }

    [Fact]
    public void A_mutated_block_is_a_block_or_a_problem_and_never_throws()
    {
        var blob = Bytes(Template, "block_blob");
        Prop.ForAll(Mutations(blob.Length), changes =>
        {
            var mutated = blob.ToArray();
            foreach (var (at, value) in changes)
            {
                mutated[at] = value;
            }

            return MoneroBlock.Parse(mutated, out var problem) is null ^ problem is null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Noise_is_never_a_block_and_never_throws() =>
        Prop.ForAll<byte[]>(noise => MoneroBlock.Parse(noise, out var problem) is null && problem is not null)
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1010f4b3ecb406" + Zeros + "00000000" + "03" + "3c01ff00", "version 3")]
    [InlineData("1010f4b3ecb406" + Zeros + "00000000" + "02" + "3c02ff00", "2 inputs")]
    [InlineData("1010f4b3ecb406" + Zeros + "00000000" + "02" + "3c010200", "type 02")]
    [InlineData("1010f4b3ecb406" + Zeros + "00000000" + "02" + "3c01ff00ffffffffffffffffff01", "number of outputs")]
    [InlineData("1010f4b3ecb406" + Zeros + "00000000" + "02" + "3c01ff0002" + "0102", "number of outputs at byte 48 is 2, more than 0")]
    [InlineData("1010f4b3ecb406" + Zeros + "00000000" + "02" + "3c01ffffffffffffffffffff01", "height")]
    [InlineData("1010f4b3ecb406" + Zeros + "00000000" + "02" + "3c01ff000101" + "04" + Zeros, "unknown type 04")]
    public void What_is_wrong_is_said(string hex, string problem)
    {
        MoneroBlock.Parse(Convert.FromHexString(hex), out var said).ShouldBeNull();
        said!.ShouldContain(problem);
    }

    [Fact]
    public void Outputs_beyond_63_bits_together_are_refused()
    {
        const string Most = "ffffffffffffffff7f";
        const string Start = "1010f4b3ecb406" + Zeros + "00000000" + "02" + "3c01ff00";
        const string Key = "02" + Zeros;
        MoneroBlock.Parse(Convert.FromHexString($"{Start}01{Most}{Key}000000"), out _)!.MinerTransaction.Total.ShouldBe(long.MaxValue);
        MoneroBlock.Parse(Convert.FromHexString($"{Start}02{Most}{Key}01{Key}000000"), out var problem).ShouldBeNull();
        problem.ShouldBe("amount at byte 91 is 1, more than 0");
    }

    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private static Arbitrary<(int At, byte Value)[]> Mutations(int length) =>
        Gen.Choose(0, length - 1)
            .SelectMany(_ => Gen.Choose(0, 255), (at, value) => (at, (byte)value))
            .NonEmptyListOf().Select(changes => changes.ToArray()).ToArbitrary();
}
