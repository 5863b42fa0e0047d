using System.Runtime.InteropServices;

namespace Pool.Hashing;

/// <summary>Memory that the kernel may back with 2 MiB pages. Random access to 2 MiB through 4 KiB pages misses the
/// first-level TLB almost every time.</summary>
internal static unsafe partial class HugePages
{
    public const int PageBytes = 2 * 1024 * 1024;

    private const int AdviseHugePage = 14; // MADV_HUGEPAGE of Linux's mman-common.h

    /// <summary>Memory aligned to 2 MiB, of undefined content. It is advice: a kernel that does not take it gives the same memory.</summary>
    public static byte* Allocate(int bytes, bool huge)
    {
        var rounded = (nuint)((bytes + PageBytes - 1) & -PageBytes);
        var memory = NativeMemory.AlignedAlloc(rounded, PageBytes);
        if (huge)
        {
            Advise((nint)memory, (long)rounded);
        }

        return (byte*)memory;
    }

    /// <summary>Asks for 2 MiB pages for memory that somebody else allocated and nobody has touched yet. The ends that do
    /// not fill a page stay as they are; an address that is not ours is refused by the kernel, and nothing else happens.</summary>
    public static void Advise(nint address, long bytes)
    {
        var first = (address + PageBytes - 1) & -PageBytes;
        var length = ((address + (nint)bytes) & -PageBytes) - first;
        if (length > 0 && OperatingSystem.IsLinux())
        {
            _ = MemoryAdvise((void*)first, (nuint)length, AdviseHugePage);
        }
    }

    public static void Free(byte* memory) => NativeMemory.AlignedFree(memory);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvise(void* address, nuint length, int advice);
}
