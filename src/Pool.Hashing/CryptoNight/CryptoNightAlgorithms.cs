using System.Runtime.Intrinsics.X86;

namespace Pool.Hashing.CryptoNight;

/// <summary>The CryptoNight family's names (xmrig's, Algorithm.cpp) and known hashes (xmrig's, CryptoNight_test.h).</summary>
internal static class CryptoNightAlgorithms
{
    private const int TweakInputBytes = 43; // variant 1 reads bytes 35 to 42

    public static IReadOnlyList<PowAlgorithm> All { get; } =
    [
        Make<Cn0>(
            "cn/0",
            "1a3ffbee909b420d91f7be6e5fb56db71b3110d886011e877ee5786afd080100",
            "cn", "cryptonight", "cryptonight/0"),
        Make<Cn1>(
            "cn/1",
            "f22d3d6203d2a08b41d9027278d8bcc983acada9b68e52e3c689692a50e921d9",
            "cryptonight/1", "cryptonight-monerov7", "cryptonight_v7"),
        Make<Cn2>(
            "cn/2",
            "97378282cf10e7ad033f7b8074c40e14d06e7f609dddda787680b58c05f43d21",
            "cryptonight/2", "cryptonight-monerov8", "cryptonight_v8"),
        Make<CnR>(
            "cn/r",
            new KnownHash(
                Input: "5468697320697320612074657374205468697320697320612074657374205468697320697320612074657374",
                Hash: "f759588ad57e758467295443a9bd71490abff8e9dad1b95b6bf2f5d0d78387bc",
                Height: 1806260),
            "cryptonight/r", "cryptonight_r"),
        Make<CnFast>(
            "cn/fast",
            "3c7a61084c5eb865b498ab2f5a1ac52c49c177c2d0133442d65ed514335c82c5",
            "cn/msr", "cryptonight/fast", "cryptonight/msr"),
        Make<CnHalf>(
            "cn/half",
            "5d4fbc356097ea6440b0888edeb635ddc84a0e397c868456895c3f29be7312a7",
            "cryptonight/half"),
        Make<CnXao>(
            "cn/xao",
            "9a29d0c4afdc639b6553b1c83735114c5d77162142975cb850c0a51f6407bd33",
            "cryptonight/xao", "cryptonight_alloy"),
        Make<CnRto>(
            "cn/rto",
            "82661e1c6e6436668406327a9bb11319a5561615dfec1c9ee3884a6c1ceb76a5",
            "cryptonight/rto"),
        Make<CnRwz>(
            "cn/rwz",
            "5f56c6b0996ba23e0bba0729c99074855a10e3087fdbfe947533547376f075b8",
            "cryptonight/rwz"),
        Make<CnZls>(
            "cn/zls",
            "516e33c6e446abbccdad18c04cd9a25e64102853b20a42dfdeaa8b599ecf40e2",
            "cryptonight/zls"),
        Make<CnDouble>(
            "cn/double",
            "aefbb3f0cc88046d119f6c54b96d90c9e884ea3b5983a60d50a42d7d3ebe4821",
            "cryptonight/double"),
        Make<CnCcx>(
            "cn/ccx",
            "b3a16786d2c985ecadc45f910527c7a196f0e1e97c8709381d7d419335f81672",
            "cn/conceal", "cryptonight/ccx", "cryptonight/conceal"),
        Make<CnLite0>(
            "cn-lite/0",
            "3695b4b53bb00358b0ad38dc160feb9e004eece09b83a72ef6ba9864d3510c88",
            "cn-lite", "cn-light", "cryptonight-lite", "cryptonight-lite/0", "cryptonight-light", "cryptonight_lite"),
        Make<CnLite1>(
            "cn-lite/1",
            "6d8cdc444e9bbbfd68fc43fcd4855b228c8a1bd91d9d00285bec02b7ca2d6741",
            "cryptonight-lite/1", "cryptonight-aeonv7", "cryptonight_lite_v7"),
        Make<CnHeavy0>(
            "cn-heavy/0",
            "9983f21bdf2010a8d707bb2f14d78664bbe1187f55014b39e5f3d69328e48fc2",
            "cn-heavy", "cryptonight-heavy", "cryptonight-heavy/0", "cryptonight_heavy"),
        Make<CnHeavyXhv>(
            "cn-heavy/xhv",
            "5ac3f785c490c58550ec95d2726563577e7c1c212d0cde591273201e44fdd5b6",
            "cryptonight-heavy/xhv", "cryptonight_haven"),
        Make<CnHeavyTube>(
            "cn-heavy/tube",
            "fe53352076eae689fa3b4fda614634cfc312ee0c387df2b8b74da2a159741235",
            "cryptonight-heavy/tube", "cryptonight-bittube2"),
        Make<CnPico>(
            "cn-pico",
            "08f421d7833117300eda66e98f4a2569093df300500173944efc401e9a4a17af",
            "cn-pico/0", "cn-pico/trtl", "cn-trtl", "cn-ultralite", "cn_turtle", "cryptonight-pico",
            "cryptonight-pico/trtl", "cryptonight-turtle", "cryptonight-ultralite", "cryptonight_turtle"),
        Make<CnPicoTlo>(
            "cn-pico/tlo",
            "9975f2c1b3b45434a49386213097f31bb4b9a6586a7e81f4429f6d5f65c38d1a",
            "cn/ultra", "cn-talleo", "cn_talleo", "cryptonight-pico/tlo", "cryptonight/ultra", "cryptonight-talleo",
            "cryptonight_talleo"),
        Make<CnUpx2>(
            "cn/upx2",
            "aabbb8ed14a835fa22cfb1b5dea872b0a1d6cbd846f4391c0f01f3875e3a3761",
            "cn-extremelite/upx2", "cryptonight/upx2", "cryptonight-upx/2"),
    ];

    private static PowAlgorithm Make<TVariant>(string name, string hash, params string[] aliases)
        where TVariant : ICryptoNight => Make<TVariant>(name, KnownHash.OfXmrig(hash), aliases);

    private static PowAlgorithm Make<TVariant>(string name, KnownHash known, params string[] aliases)
        where TVariant : ICryptoNight =>
        new(name, CreateVm<TVariant>, known, aliases)
        {
            NeedsHeight = (TVariant.Traits & CryptoNightTraits.RandomMath) != 0,
            MinimumInputBytes = (TVariant.Traits & CryptoNightTraits.Tweak) != 0 ? TweakInputBytes : 0,
        };

    private static PowVm CreateVm<TVariant>(PowAlgorithm algorithm, PowEngine engine)
        where TVariant : ICryptoNight =>
        Aes.IsSupported && !engine.Options.Portable
            ? new CryptoNightVm<TVariant, AesInstruction>(algorithm, engine)
            : new CryptoNightVm<TVariant, AesTables>(algorithm, engine);
}
