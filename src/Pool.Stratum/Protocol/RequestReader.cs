using System.Text.Json;

namespace Pool.Stratum;

/// <summary>
/// Reads one line without a document tree. Whatever a peer sends ends in a request or in <see cref="StratumRequest.Problem"/>.
/// </summary>
internal static class RequestReader
{
    /// <summary>Nesting of a line. 8: a login with algo-perf has 3.</summary>
    private const int MaxDepth = 8;

    /// <summary>Longest login, password, rig id. 256: an integrated address has 106 characters, a worker 32.</summary>
    private const int MaxName = 256;

    /// <summary>Longest agent. xmrig's has some 100 characters.</summary>
    private const int MaxAgent = 256;

    /// <summary>Longest hex field; a result has 64 digits.</summary>
    private const int MaxHex = 128;

    /// <summary>Algorithms in one login; xmrig knows some 35.</summary>
    private const int MaxAlgorithms = 128;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    public static StratumRequest Read(ReadOnlySpan<byte> line)
    {
        var request = new StratumRequest();
        var json = new Utf8JsonReader(line, Options);
        try
        {
            ReadRoot(ref json, request);
        }
        catch (JsonException broken)
        {
            request.Problem = $"not JSON at byte {broken.BytePositionInLine}";
        }
        catch (InvalidOperationException)
        {
            // How the reader reports bytes that are no UTF-8 and halves of surrogate pairs.
            request.Problem = $"text that is not Unicode before byte {json.BytesConsumed}";
        }

        return request;
    }

    private static void ReadRoot(ref Utf8JsonReader json, StratumRequest request)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            request.Problem = "a request must be a JSON object";
            return;
        }

        var seen = 0;
        while (request.Problem is null && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8) && Once(0, "id", ref seen, request))
            {
                ReadId(ref json, request);
            }
            else if (json.ValueTextEquals("method"u8) && Once(1, "method", ref seen, request))
            {
                ReadMethod(ref json, request);
            }
            else if (json.ValueTextEquals("params"u8) && Once(2, "params", ref seen, request))
            {
                ReadParams(ref json, request);
            }
            else if (request.Problem is null)
            {
                json.Skip();
            }
        }

        // Reads on to the end, so that what follows the object is looked at too.
        while (request.Problem is null && json.Read())
        {
        }
    }

    private static void ReadId(ref Utf8JsonReader json, StratumRequest request)
    {
        json.Read();
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.Number when json.TryGetInt64(out var number):
                request.Id = RequestId.Of(number);
                break;
            case JsonTokenType.String when json.ValueSpan.Length <= 6 * RequestId.MaxText:
                if (json.GetString() is { Length: <= RequestId.MaxText } text)
                {
                    request.Id = RequestId.Of(text);
                    break;
                }

                goto default;
            default:
                request.Problem = $"id must be an integer of 64 bits or a string of at most {RequestId.MaxText} characters";
                break;
        }
    }

    private static void ReadMethod(ref Utf8JsonReader json, StratumRequest request)
    {
        const int MaxMethod = 64;
        request.MethodName = ReadText(ref json, "method", MaxMethod, request);
        request.Method = request.MethodName switch
        {
            null => StratumMethod.Missing,
            "login" => StratumMethod.Login,
            "submit" => StratumMethod.Submit,
            "keepalived" => StratumMethod.KeepAlived,
            "getjob" => StratumMethod.GetJob,
            _ => StratumMethod.Unknown,
        };
    }

    private static void ReadParams(ref Utf8JsonReader json, StratumRequest request)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            // Bitcoin's stratum sends arrays; its methods are refused by name later.
            json.Skip();
            return;
        }

        var seen = 0;
        while (request.Problem is null && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadParam(ref json, ref seen, request);
        }
    }

    private static void ReadParam(ref Utf8JsonReader json, ref int seen, StratumRequest request)
    {
        if (json.ValueTextEquals("id"u8) && Once(0, "params.id", ref seen, request))
        {
            request.Session = ReadText(ref json, "params.id", MaxHex, request);
        }
        else if (json.ValueTextEquals("job_id"u8) && Once(1, "params.job_id", ref seen, request))
        {
            request.JobId = ReadText(ref json, "params.job_id", MaxHex, request);
        }
        else if (json.ValueTextEquals("nonce"u8) && Once(2, "params.nonce", ref seen, request))
        {
            request.Nonce = ReadText(ref json, "params.nonce", MaxHex, request);
        }
        else if (json.ValueTextEquals("result"u8) && Once(3, "params.result", ref seen, request))
        {
            request.Result = ReadText(ref json, "params.result", MaxHex, request);
        }
        else if (request.Problem is null)
        {
            ReadLoginParam(ref json, ref seen, request);
        }
    }

    private static void ReadLoginParam(ref Utf8JsonReader json, ref int seen, StratumRequest request)
    {
        if (json.ValueTextEquals("login"u8) && Once(4, "params.login", ref seen, request))
        {
            request.Login = ReadText(ref json, "params.login", MaxName, request);
        }
        else if (json.ValueTextEquals("pass"u8) && Once(5, "params.pass", ref seen, request))
        {
            request.Pass = ReadText(ref json, "params.pass", MaxName, request);
        }
        else if (json.ValueTextEquals("rigid"u8) && Once(6, "params.rigid", ref seen, request))
        {
            request.RigId = ReadText(ref json, "params.rigid", MaxName, request);
        }
        else if (json.ValueTextEquals("agent"u8) && Once(7, "params.agent", ref seen, request))
        {
            request.Agent = ReadText(ref json, "params.agent", MaxAgent, request);
        }
        else if (json.ValueTextEquals("algo"u8) && Once(8, "params.algo", ref seen, request))
        {
            ReadAlgorithms(ref json, request);
        }
        else if (request.Problem is null)
        {
            json.Skip();
        }
    }

    /// <summary>A login offers a list; a submit names one.</summary>
    private static void ReadAlgorithms(ref Utf8JsonReader json, StratumRequest request)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                request.Problem = "params.algo must be a list of names";
            }

            return;
        }

        var names = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.String || json.ValueSpan.Length > MaxHex || names.Count == MaxAlgorithms)
            {
                request.Problem = $"params.algo must be a list of at most {MaxAlgorithms} names";
                return;
            }

            names.Add(json.GetString()!);
        }

        request.Algorithms = names;
    }

    private static string? ReadText(ref Utf8JsonReader json, string name, int maxLength, StratumRequest request)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType != JsonTokenType.String)
        {
            request.Problem = $"{name} must be a string";
            return null;
        }

        // A character takes at most six bytes, as \u0000; so nothing long is decoded only to be refused.
        if (json.ValueSpan.Length > 6 * maxLength || json.GetString() is not { } text || text.Length > maxLength)
        {
            request.Problem = $"{name} is longer than {maxLength} characters";
            return null;
        }

        return text;
    }

    private static bool Once(int bit, string name, ref int seen, StratumRequest request)
    {
        if ((seen & (1 << bit)) != 0)
        {
            request.Problem = $"{name} stands twice in the line";
            return false;
        }

        seen |= 1 << bit;
        return true;
    }
}
