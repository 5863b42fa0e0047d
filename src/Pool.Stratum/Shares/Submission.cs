using Pool.Hashing;

namespace Pool.Stratum;

/// <summary>A share that passed all the cheap checks and is to be hashed.</summary>
/// <param name="Nonce">The four bytes in the blob, read little-endian.</param>
/// <param name="Claimed">The hash that the miner says it found.</param>
/// <param name="ClaimsBlock">That hash would be a block.</param>
/// <param name="Begun">Timestamp at which its line was read.</param>
internal sealed record Submission(RequestId Id, Job Job, uint Nonce, PowHash Claimed, bool ClaimsBlock, long Begun);
