using System.Text.Json;
using System.Text.Json.Serialization;
using Pool.Web.Text;

namespace Pool.Web.Http;

/// <summary>JSON of the API: camelCase, RFC 3339 times; null is unknown.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new TimeConverter() },
    };

    public static byte[] Bytes<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    public static Reply Reply<T>(T document) => new(200, Http.Reply.JsonType, () => Bytes(document));

    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Times.Rfc3339(value));
    }
}
