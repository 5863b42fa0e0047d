namespace Pool.Hashing.CryptoNight;

// The family's members, named as by xmrig. A turn is two of the "iterations" of CNS008 and of the daemons' sources.

/// <summary>cn/0.</summary>
internal readonly struct Cn0 : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x80000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.None;
}

/// <summary>cn/1.</summary>
internal readonly struct Cn1 : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x80000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Tweak;
}

/// <summary>cn/2.</summary>
internal readonly struct Cn2 : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x80000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Shuffle;
}

/// <summary>cn/r.</summary>
internal readonly struct CnR : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x80000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Shuffle | CryptoNightTraits.RandomMath;
}

/// <summary>cn/fast.</summary>
internal readonly struct CnFast : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x40000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Tweak;
}

/// <summary>cn/half.</summary>
internal readonly struct CnHalf : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x40000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Shuffle;
}

/// <summary>cn/xao.</summary>
internal readonly struct CnXao : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x100000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.None;
}

/// <summary>cn/rto.</summary>
internal readonly struct CnRto : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x80000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Tweak | CryptoNightTraits.TweakLow;
}

/// <summary>cn/rwz.</summary>
internal readonly struct CnRwz : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x60000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Shuffle | CryptoNightTraits.Reversed;
}

/// <summary>cn/zls.</summary>
internal readonly struct CnZls : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x60000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Shuffle;
}

/// <summary>cn/double.</summary>
internal readonly struct CnDouble : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x100000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Shuffle;
}

/// <summary>cn/ccx.</summary>
internal readonly struct CnCcx : ICryptoNight
{
    public static int Memory => 2048 * 1024;

    public static int Turns => 0x40000;

    public static int Mask => 0x1FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Floats;
}

/// <summary>cn-lite/0.</summary>
internal readonly struct CnLite0 : ICryptoNight
{
    public static int Memory => 1024 * 1024;

    public static int Turns => 0x40000;

    public static int Mask => 0xFFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.None;
}

/// <summary>cn-lite/1.</summary>
internal readonly struct CnLite1 : ICryptoNight
{
    public static int Memory => 1024 * 1024;

    public static int Turns => 0x40000;

    public static int Mask => 0xFFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Tweak;
}

/// <summary>cn-heavy/0.</summary>
internal readonly struct CnHeavy0 : ICryptoNight
{
    public static int Memory => 4096 * 1024;

    public static int Turns => 0x40000;

    public static int Mask => 0x3FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Heavy;
}

/// <summary>cn-heavy/xhv.</summary>
internal readonly struct CnHeavyXhv : ICryptoNight
{
    public static int Memory => 4096 * 1024;

    public static int Turns => 0x40000;

    public static int Mask => 0x3FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Heavy | CryptoNightTraits.Inverted;
}

/// <summary>cn-heavy/tube.</summary>
internal readonly struct CnHeavyTube : ICryptoNight
{
    public static int Memory => 4096 * 1024;

    public static int Turns => 0x40000;

    public static int Mask => 0x3FFFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Heavy | CryptoNightTraits.Tweak | CryptoNightTraits.TweakLow | CryptoNightTraits.ColumnAes;
}

/// <summary>cn-pico; the mask covers only the lower half.</summary>
internal readonly struct CnPico : ICryptoNight
{
    public static int Memory => 256 * 1024;

    public static int Turns => 0x10000;

    public static int Mask => 0x1FFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Shuffle;
}

/// <summary>cn-pico/tlo.</summary>
internal readonly struct CnPicoTlo : ICryptoNight
{
    public static int Memory => 256 * 1024;

    public static int Turns => 0x10000;

    public static int Mask => 0x3FFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Shuffle;
}

/// <summary>cn/upx2.</summary>
internal readonly struct CnUpx2 : ICryptoNight
{
    public static int Memory => 128 * 1024;

    public static int Turns => 0x4000;

    public static int Mask => 0x1FFF0;

    public static CryptoNightTraits Traits => CryptoNightTraits.Shuffle | CryptoNightTraits.Reversed;
}
