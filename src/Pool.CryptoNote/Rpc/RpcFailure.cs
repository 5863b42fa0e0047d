using System.Diagnostics.CodeAnalysis;

namespace Pool.CryptoNote.Rpc;

/// <summary>
/// A server could not be asked or gave no answer that can be read: what became of the call is unknown. Nodes and wallets
/// turn it into their own exceptions.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It never leaves the library.")]
internal sealed class RpcFailure(string message, Exception? inner = null) : Exception(message, inner);
