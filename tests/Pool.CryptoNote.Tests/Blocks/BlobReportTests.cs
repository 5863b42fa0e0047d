using FsCheck;
using FsCheck.Fluent;
using Pool.CryptoNote.Blocks;
using static Pool.CryptoNote.Tests.Blocks.MoneroVectors;

namespace Pool.CryptoNote.Tests.Blocks;

public sealed class BlobReportTests
{
    [Fact]
    public void Every_known_block_is_reported_with_its_hashing_blob_and_id()
    {
        foreach (var vector in Whole)
        {
            var report = BlobReport.Read(Bytes(vector, "block_blob"));
            report.Problem.ShouldBeNull();
            ValueOf(report, "hashing blob").ShouldBe(Text(vector, "hashing_blob"));
            ValueOf(report, "block id").ShouldBe(Text(vector, "block_id"));
            ValueOf(report, "miner transaction").ShouldBe(Text(vector, "miner_tx_hash"));
            ValueOf(report, "tree root").ShouldBe(Text(vector, "tree_root"));
            ValueOf(report, "height").ShouldBe(vector.GetProperty("height").ToString());
            report.Fields.Count(field => field.Name == "transaction").ShouldBe((int)Number(vector, "tx_count") - 1);
        }
    }

    [Fact]
    public void The_reserved_bytes_are_shown_where_they_are()
    {
        var offset = Number(Template, "extra_nonce_data_offset_in_blob");
        ValueOf(BlobReport.Read(Bytes(Template, "block_blob")), "reserved bytes").ShouldBe(new string('0', 34) + $" at {offset}");
    }

    [Fact]
    public void What_is_no_block_is_reported_with_the_reason() =>
        Prop.ForAll<byte[]>(noise => BlobReport.Read(noise) is { Problem: not null, Fields.Count: 0 }).QuickCheckThrowOnFailure();

    private static string ValueOf(BlobReport report, string name) => report.Fields.Single(field => field.Name == name).Value;
}
