using Pool.Hashing.CryptoNight;

namespace Pool.Hashing.Tests;

public sealed unsafe class RandomProgramTests
{
    [Fact]
    public void Compiled_programs_do_what_their_instructions_say()
    {
        var random = new Random(4);
        for (ulong height = 1_806_000; height < 1_806_200; height++)
        {
            var program = RandomProgram.Generate(height);
            program.Count.ShouldBeInRange(60, 70);
            program.ShouldContain(instruction => instruction.Source == 8);

            var registers = Enumerable.Range(0, RandomProgram.Registers).Select(_ => (uint)random.NextInt64(1L << 32)).ToArray();
            var expected = Interpret(program, registers);
            fixed (uint* pointer = registers)
            {
                RandomProgramCompiler.Compile(program)(pointer);
            }

            registers.ShouldBe(expected, $"height {height}");
        }
    }

    [Fact]
    public void Programs_are_kept_by_height_and_not_without_end()
    {
        var programs = new RandomPrograms();
        var first = programs.Get(1);
        programs.Get(1).ShouldBeSameAs(first);
        for (ulong height = 2; height < 30; height++)
        {
            programs.Get(height);
        }

        programs.Count.ShouldBe(8);
        programs.Get(1).ShouldNotBeSameAs(first);
    }

    private static uint[] Interpret(IEnumerable<RandomInstruction> program, uint[] registers)
    {
        var r = registers.ToArray();
        foreach (var (operation, destination, source, constant) in program)
        {
            r[destination] = unchecked(operation switch
            {
                RandomOperation.Multiply => r[destination] * r[source],
                RandomOperation.Add => r[destination] + r[source] + constant,
                RandomOperation.Subtract => r[destination] - r[source],
                RandomOperation.RotateRight => uint.RotateRight(r[destination], (int)(r[source] & 31)),
                RandomOperation.RotateLeft => uint.RotateLeft(r[destination], (int)(r[source] & 31)),
                _ => r[destination] ^ r[source],
            });
        }

        return r;
    }
}
