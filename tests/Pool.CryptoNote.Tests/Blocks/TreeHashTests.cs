using Pool.Core;
using Pool.CryptoNote.Blocks;
using static Pool.CryptoNote.Tests.Blocks.MoneroVectors;

namespace Pool.CryptoNote.Tests.Blocks;

public sealed class TreeHashTests
{
    [Fact]
    public void One_to_sixteen_leaves_have_their_known_roots()
    {
        var vectors = More.GetProperty("tree_hash").EnumerateArray().ToArray();
        vectors.Length.ShouldBe(16);
        foreach (var vector in vectors)
        {
            Hash32[] leaves = [.. vector.GetProperty("leaves").EnumerateArray().Select(leaf => Hash32.Parse(leaf.GetString()))];
            TreeHash.Root(leaves).ToString().ShouldBe(Text(vector, "root"));
        }
    }

    [Fact]
    public void The_branch_does_not_depend_on_the_first_leaf()
    {
        for (byte count = 1; count < 70; count++)
        {
            Hash32[] leaves = [.. Enumerable.Range(0, count).Select(i => new Hash32([(byte)i, .. new byte[31]]))];
            var branch = TreeHash.Branch(leaves);
            leaves[0] = new Hash32([0xAA, .. new byte[31]]);
            TreeHash.Branch(leaves).ShouldBe(branch);
            TreeHash.Fold(leaves[0], branch).ShouldBe(TreeHash.Root(leaves));
        }
    }

    [Fact]
    public void No_leaf_has_no_root() => Should.Throw<ArgumentOutOfRangeException>(() => TreeHash.Root([]));
}
