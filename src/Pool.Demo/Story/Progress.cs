namespace Pool.Demo.Story;

/// <summary>Tells every twentieth step and the last one, in the caller's own order.</summary>
internal sealed class Progress(Action<int> tell, int total) : IProgress<int>
{
    private const int Steps = 20;

    private int _told;

    public void Report(int value)
    {
        if (value - _told >= Steps || value == total)
        {
            _told = value;
            tell(value);
        }
    }
}
