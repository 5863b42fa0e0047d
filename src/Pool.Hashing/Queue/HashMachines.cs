namespace Pool.Hashing;

/// <summary>One thread's machines, one for each algorithm that it has met.</summary>
internal sealed class HashMachines(PowEngine engine) : IDisposable
{
    private readonly Dictionary<PowAlgorithm, PowVm> _machines = [];

    /// <summary>Computes a job. An exception becomes its result: one coin's broken template must not end the thread that
    /// hashes for the others.</summary>
    public HashResult Hash(HashJob job)
    {
        Span<byte> hash = stackalloc byte[PowHash.Bytes];
        try
        {
            MachineFor(job.Algorithm).Hash(job.Blob, job.Parameters, hash);
            return new HashResult(HashStatus.Hashed, PowHash.Read(hash));
        }
        catch (Exception exception) when (exception is PowUnavailableException or ArgumentException or OutOfMemoryException)
        {
            return new HashResult(HashStatus.Failed, default, exception.Message);
        }
    }

    public void Dispose()
    {
        foreach (var machine in _machines.Values)
        {
            machine.Dispose();
        }
    }

    private PowVm MachineFor(PowAlgorithm algorithm)
    {
        if (!_machines.TryGetValue(algorithm, out var machine))
        {
            _machines.Add(algorithm, machine = engine.CreateVm(algorithm));
        }

        return machine;
    }
}
