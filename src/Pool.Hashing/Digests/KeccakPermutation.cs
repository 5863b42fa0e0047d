using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pool.Hashing;

/// <summary>The permutation Keccak-f[1600]: 25 lanes of 64 bits, 24 rounds.</summary>
internal static class KeccakPermutation
{
    public const int Lanes = 25;

    private const int Rounds = 24;

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
        0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Permutes the state in place. Lanes are locals named by row (b g k m s) and column (a e i o u), so that
    /// the JIT keeps what it can in registers: no array access inside a round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Span<ulong> state)
    {
        state = state[..Lanes];
        ulong ba = state[0], be = state[1], bi = state[2], bo = state[3], bu = state[4];
        ulong ga = state[5], ge = state[6], gi = state[7], go = state[8], gu = state[9];
        ulong ka = state[10], ke = state[11], ki = state[12], ko = state[13], ku = state[14];
        ulong ma = state[15], me = state[16], mi = state[17], mo = state[18], mu = state[19];
        ulong sa = state[20], se = state[21], si = state[22], so = state[23], su = state[24];

        for (var round = 0; round < Rounds; round++)
        {
            var ca = ba ^ ga ^ ka ^ ma ^ sa;
            var ce = be ^ ge ^ ke ^ me ^ se;
            var ci = bi ^ gi ^ ki ^ mi ^ si;
            var co = bo ^ go ^ ko ^ mo ^ so;
            var cu = bu ^ gu ^ ku ^ mu ^ su;
            var ta = cu ^ BitOperations.RotateLeft(ce, 1);
            var te = ca ^ BitOperations.RotateLeft(ci, 1);
            var ti = ce ^ BitOperations.RotateLeft(co, 1);
            var to = ci ^ BitOperations.RotateLeft(cu, 1);
            var tu = co ^ BitOperations.RotateLeft(ca, 1);

            var nba = ba ^ ta;
            var nbe = BitOperations.RotateLeft(ge ^ te, 44);
            var nbi = BitOperations.RotateLeft(ki ^ ti, 43);
            var nbo = BitOperations.RotateLeft(mo ^ to, 21);
            var nbu = BitOperations.RotateLeft(su ^ tu, 14);
            var nga = BitOperations.RotateLeft(bo ^ to, 28);
            var nge = BitOperations.RotateLeft(gu ^ tu, 20);
            var ngi = BitOperations.RotateLeft(ka ^ ta, 3);
            var ngo = BitOperations.RotateLeft(me ^ te, 45);
            var ngu = BitOperations.RotateLeft(si ^ ti, 61);
            var nka = BitOperations.RotateLeft(be ^ te, 1);
            var nke = BitOperations.RotateLeft(gi ^ ti, 6);
            var nki = BitOperations.RotateLeft(ko ^ to, 25);
            var nko = BitOperations.RotateLeft(mu ^ tu, 8);
            var nku = BitOperations.RotateLeft(sa ^ ta, 18);
            var nma = BitOperations.RotateLeft(bu ^ tu, 27);
            var nme = BitOperations.RotateLeft(ga ^ ta, 36);
            var nmi = BitOperations.RotateLeft(ke ^ te, 10);
            var nmo = BitOperations.RotateLeft(mi ^ ti, 15);
            var nmu = BitOperations.RotateLeft(so ^ to, 56);
            var nsa = BitOperations.RotateLeft(bi ^ ti, 62);
            var nse = BitOperations.RotateLeft(go ^ to, 55);
            var nsi = BitOperations.RotateLeft(ku ^ tu, 39);
            var nso = BitOperations.RotateLeft(ma ^ ta, 41);
            var nsu = BitOperations.RotateLeft(se ^ te, 2);

            ba = nba ^ (~nbe & nbi) ^ RoundConstants[round];
            be = nbe ^ (~nbi & nbo);
            bi = nbi ^ (~nbo & nbu);
            bo = nbo ^ (~nbu & nba);
            bu = nbu ^ (~nba & nbe);
            ga = nga ^ (~nge & ngi);
            ge = nge ^ (~ngi & ngo);
            gi = ngi ^ (~ngo & ngu);
            go = ngo ^ (~ngu & nga);
            gu = ngu ^ (~nga & nge);
            ka = nka ^ (~nke & nki);
            ke = nke ^ (~nki & nko);
            ki = nki ^ (~nko & nku);
            ko = nko ^ (~nku & nka);
            ku = nku ^ (~nka & nke);
            ma = nma ^ (~nme & nmi);
            me = nme ^ (~nmi & nmo);
            mi = nmi ^ (~nmo & nmu);
            mo = nmo ^ (~nmu & nma);
            mu = nmu ^ (~nma & nme);
            sa = nsa ^ (~nse & nsi);
            se = nse ^ (~nsi & nso);
            si = nsi ^ (~nso & nsu);
            so = nso ^ (~nsu & nsa);
            su = nsu ^ (~nsa & nse);
        }

        state[0] = ba;
        state[1] = be;
        state[2] = bi;
        state[3] = bo;
        state[4] = bu;
        state[5] = ga;
        state[6] = ge;
        state[7] = gi;
        state[8] = go;
        state[9] = gu;
        state[10] = ka;
        state[11] = ke;
        state[12] = ki;
        state[13] = ko;
        state[14] = ku;
        state[15] = ma;
        state[16] = me;
        state[17] = mi;
        state[18] = mo;
        state[19] = mu;
        state[20] = sa;
        state[21] = se;
        state[22] = si;
        state[23] = so;
        state[24] = su;
    }
}
