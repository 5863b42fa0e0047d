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
        if (huge && OperatingSystem.IsLinux())
        {
            _ = Advise(memory, rounded, AdviseHugePage);
        }

        return (byte*)memory;
    }

    public static void Free(byte* memory) => NativeMemory.AlignedFree(memory);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
