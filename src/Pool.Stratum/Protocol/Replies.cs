using System.Text;

namespace Pool.Stratum;

/// <summary>The lines that the server sends, in the exact shapes that xmrig reads (docs: stratum facts, sections 5 to 9).</summary>
internal static class Replies
{
    /// <summary>Longest error text in characters; what is longer is cut. See <see cref="LineWriter.MaxBytes"/>.</summary>
    private const int MaxMessage = 300;

    /// <summary>A share that is in the books. The result must be an object, or xmrig does not count the share.</summary>
    public static void Recorded(ref LineWriter line, RequestId id)
    {
        Open(ref line, id);
        line.Raw(",\"error\":null,\"result\":{\"status\":\"OK\"}}\n"u8);
    }

    public static void KeptAlive(ref LineWriter line, RequestId id)
    {
        Open(ref line, id);
        line.Raw(",\"error\":null,\"result\":{\"status\":\"KEEPALIVED\"}}\n"u8);
    }

    /// <summary>The only code in use is -1; miners go by the text, see <see cref="RefusalText"/>.</summary>
    public static void Error(ref LineWriter line, RequestId id, string message)
    {
        Open(ref line, id);
        line.Raw(",\"error\":{\"code\":-1,\"message\":"u8);
        line.Text(message.AsSpan(0, Math.Min(message.Length, MaxMessage)));
        line.Raw("}}\n"u8);
    }

    public static void LoggedIn(ref LineWriter line, RequestId id, Job job, string session)
    {
        Open(ref line, id);
        line.Raw(",\"error\":null,\"result\":{\"id\":"u8);
        line.Text(session);
        line.Raw(",\"job\":"u8);
        WriteJob(ref line, job, session);
        line.Raw(",\"extensions\":[\"algo\",\"keepalive\"],\"status\":\"OK\"}}\n"u8);
    }

    public static void JobAsked(ref LineWriter line, RequestId id, Job job, string session)
    {
        Open(ref line, id);
        line.Raw(",\"error\":null,\"result\":"u8);
        WriteJob(ref line, job, session);
        line.Raw("}\n"u8);
    }

    /// <summary>Without an id at the top: a line with an integer id is taken for a reply.</summary>
    public static void JobPushed(ref LineWriter line, Job job, string session)
    {
        line.Raw("{\"jsonrpc\":\"2.0\",\"method\":\"job\",\"params\":"u8);
        WriteJob(ref line, job, session);
        line.Raw("}\n"u8);
    }

    /// <summary>What all jobs of a template have in common, as JSON members after the first.</summary>
    public static byte[] CommonJobMembers(Core.Templates.BlockTemplate template)
    {
        var text = new StringBuilder();
        text.Append(",\"algo\":\"").Append(template.Algorithm).Append("\",\"height\":").Append(template.Height);
        if (template.Algorithm.StartsWith("rx/", StringComparison.Ordinal))
        {
            text.Append(",\"seed_hash\":\"").Append(template.SeedHash).Append('"');
            if (template.NextSeedHash is { } next)
            {
                text.Append(",\"next_seed_hash\":\"").Append(next).Append('"');
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void WriteJob(ref LineWriter line, Job job, string session)
    {
        line.Raw("{\"blob\":\""u8);
        line.Hex(job.Blob.Span);
        line.Raw("\",\"job_id\":\""u8);
        line.Hex(job.Id);
        line.Raw("\",\"target\":\""u8);
        Span<byte> target = stackalloc byte[JobTarget.MaxBytes];
        line.Hex(target[..JobTarget.Write(job.Difficulty, target)]);
        line.Raw("\""u8);
        line.Raw(job.Work.CommonMembers);
        line.Raw(",\"id\":"u8);
        line.Text(session);
        line.Raw("}"u8);
    }

    private static void Open(ref LineWriter line, RequestId id)
    {
        line.Raw("{\"id\":"u8);
        id.Write(ref line);
        line.Raw(",\"jsonrpc\":\"2.0\""u8);
    }
}
