using System.Net;
using Microsoft.Extensions.Logging;

namespace Pool.Stratum;

/// <summary>What the server logs. No line per share, no address in full.</summary>
internal static partial class StratumLog
{
    [LoggerMessage(1, LogLevel.Information, "stratum listens on {Endpoint} ({Description}), difficulty {Start}")]
    public static partial void Listening(this ILogger log, EndPoint endpoint, string description, long start);

    [LoggerMessage(2, LogLevel.Information, "stratum stopped; {Connections} connections were open")]
    public static partial void Stopped(this ILogger log, int connections);

    [LoggerMessage(3, LogLevel.Debug, "{Peer} logged in as {Address} worker {Worker} with {Agent}, difficulty {Difficulty}")]
    public static partial void LoggedIn(this ILogger log, EndPoint? peer, string address, string worker, string agent, long difficulty);

    [LoggerMessage(4, LogLevel.Debug, "{Peer} was refused: {Text}")]
    public static partial void LoginRefused(this ILogger log, EndPoint? peer, string text);

    [LoggerMessage(5, LogLevel.Debug, "{Peer} disconnected ({Reason})")]
    public static partial void Disconnected(this ILogger log, EndPoint? peer, string reason);

    [LoggerMessage(6, LogLevel.Information, "new work: height {Height}, difficulty {Difficulty}, sent to {Sessions} sessions")]
    public static partial void NewWork(this ILogger log, long height, long difficulty, int sessions);

    [LoggerMessage(7, LogLevel.Warning, "no new work is given out: {Problem}")]
    public static partial void NoWork(this ILogger log, string problem);

    [LoggerMessage(8, LogLevel.Warning, "waiting for templates failed; trying again")]
    public static partial void FeedFailed(this ILogger log, Exception failure);

    [LoggerMessage(9, LogLevel.Warning, "accepting connections failed; if files ran out, raise the limit (ulimit -n)")]
    public static partial void AcceptFailed(this ILogger log, Exception failure);

    [LoggerMessage(10, LogLevel.Warning, "{Connections} connections are open, which is the limit (StratumLimits.Connections): more are turned away")]
    public static partial void ConnectionsFull(this ILogger log, int connections);

    [LoggerMessage(11, LogLevel.Error, "a share could not be judged; its miner was told so")]
    public static partial void ShareFailed(this ILogger log, Exception failure);

    [LoggerMessage(12, LogLevel.Error, "block candidate at height {Height} could not be handed to the nodes")]
    public static partial void SubmitFailed(this ILogger log, Exception failure, long height);

    [LoggerMessage(13, LogLevel.Error, "{Peer}: the session failed and was closed")]
    public static partial void SessionFailed(this ILogger log, Exception failure, EndPoint? peer);

    [LoggerMessage(14, LogLevel.Warning, "the difficulty of a worker could not be looked up; the port's start is used")]
    public static partial void DirectoryFailed(this ILogger log, Exception failure);

    [LoggerMessage(15, LogLevel.Information, "block candidate {Hash} at height {Height} found by {Address} worker {Worker}")]
    public static partial void BlockFound(this ILogger log, Core.Hash32 hash, long height, string address, string worker);

    [LoggerMessage(16, LogLevel.Warning, "shares are not recorded: {Why}. Miners are told; look at the store")]
    public static partial void NotRecorded(this ILogger log, string why);
}
