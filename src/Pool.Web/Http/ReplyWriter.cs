using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Pool.Web.Http;

/// <summary>Puts a reply on the wire: conditional requests, compression, HEAD, and the headers that guard every answer.</summary>
internal static class ReplyWriter
{
    /// <summary>Nothing from elsewhere, no script, no frame; forms lead to this site.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Below it a compressed answer saves no packet.</summary>
    private const int CompressFrom = 1024;

    private const string GzipTag = "-gzip";

    /// <summary>Renders before it touches the response, so that a reply which fails can still be replaced by another.</summary>
    public static async Task Write(HttpContext http, Reply reply)
    {
        var gzip = TakesGzip(http.Request);
        var known = reply.ETag is { } tag && Knows(http.Request, tag);
        var body = known ? [] : reply.Render();
        WriteHeaders(http.Response.Headers, reply, gzip);
        if (known)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await WriteBody(http, reply, body, gzip);
    }

    private static async Task WriteBody(HttpContext http, Reply reply, byte[] body, bool gzip)
    {
        var response = http.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        if (gzip && body.Length >= CompressFrom)
        {
            response.Headers.ContentEncoding = "gzip";
            body = Compress(body);
        }

        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    private static void WriteHeaders(IHeaderDictionary headers, Reply reply, bool gzip)
    {
        WriteGuards(headers);
        headers.CacheControl = reply.Cache;
        headers.Vary = HeaderNames.AcceptEncoding;
        if (reply.ETag is { } tag)
        {
            headers.ETag = $"\"{tag}{(gzip ? GzipTag : "")}\"";
        }

        if (reply.Location is { } location)
        {
            headers.Location = location;
        }

        if (reply.Next is { } next)
        {
            headers.Link = $"<{next}>; rel=\"next\"";
        }

        if (reply.RetryAfter is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static void WriteGuards(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>The reader holds this state of the document, compressed or not.</summary>
    private static bool Knows(HttpRequest request, string tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known =>
            known.Tag == "*" || known.Tag == $"\"{tag}\"" || known.Tag == $"\"{tag}{GzipTag}\"");

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality is null or > 0);

    private static byte[] Compress(byte[] body)
    {
        using var packed = new MemoryStream(body.Length / 2);
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }
}
