using FsCheck;
using FsCheck.Fluent;

namespace Pool.Stratum.Tests;

public sealed class RequestReaderTests
{
    [Fact]
    public void No_bytes_at_all_break_the_reader()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => RequestReader.Read(bytes) is not null).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_in_any_field_is_read_or_refused()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var request = RequestReader.Read(Line(text.Get));
            return request.Problem is not null || request.Login == text.Get;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_of_members_does_not_matter()
    {
        var request = RequestReader.Read(
            """{"params":{"result":"r","x":[{}],"nonce":"n","job_id":"j","id":"s"},"method":"submit","jsonrpc":"2.0","id":9}"""u8);

        request.Problem.ShouldBeNull();
        request.Method.ShouldBe(StratumMethod.Submit);
        (request.Session, request.JobId, request.Nonce, request.Result).ShouldBe(("s", "j", "n", "r"));
    }

    /// <summary>Written by our own writer, which makes valid JSON of any text.</summary>
    private static byte[] Line(string text)
    {
        Span<byte> buffer = new byte[LineWriter.MaxBytes + 6 * text.Length];
        var line = new LineWriter(buffer);
        line.Raw("{\"id\":1,\"method\":\"login\",\"params\":{\"login\":"u8);
        line.Text(text);
        line.Raw("}}"u8);
        return line.Written.ToArray();
    }
}
