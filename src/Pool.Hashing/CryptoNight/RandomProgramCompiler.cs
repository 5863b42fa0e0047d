using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;

namespace Pool.Hashing.CryptoNight;

/// <summary>Turns a program of cn/r into machine code by way of the JIT, with the registers as locals.</summary>
internal static class RandomProgramCompiler
{
    private const int Variable = 4;

    private static readonly MethodInfo RotateLeft = typeof(BitOperations).GetMethod(nameof(BitOperations.RotateLeft), [typeof(uint), typeof(int)])!;
    private static readonly MethodInfo RotateRight = typeof(BitOperations).GetMethod(nameof(BitOperations.RotateRight), [typeof(uint), typeof(int)])!;

    public static RandomMath Compile(IReadOnlyList<RandomInstruction> program)
    {
        // An instance to close over: a delegate of a static method without one goes through a stub that moves its arguments.
        var method = new DynamicMethod("cn/r", typeof(void), [typeof(object), typeof(uint*)], typeof(RandomProgramCompiler).Module);
        var code = method.GetILGenerator();
        for (var i = 0; i < RandomProgram.Registers; i++)
        {
            code.DeclareLocal(typeof(uint));
            Address(code, i);
            code.Emit(OpCodes.Ldind_U4);
            code.Emit(OpCodes.Stloc, i);
        }

        foreach (var instruction in program)
        {
            Emit(code, instruction);
        }

        for (var i = 0; i < Variable; i++)
        {
            Address(code, i);
            code.Emit(OpCodes.Ldloc, i);
            code.Emit(OpCodes.Stind_I4);
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<RandomMath>(new object());
    }

    private static void Address(ILGenerator code, int register)
    {
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldc_I4, register * sizeof(uint));
        code.Emit(OpCodes.Add);
    }

    private static void Emit(ILGenerator code, RandomInstruction instruction)
    {
        code.Emit(OpCodes.Ldloc, instruction.Destination);
        code.Emit(OpCodes.Ldloc, instruction.Source);
        switch (instruction.Operation)
        {
            case RandomOperation.Multiply:
                code.Emit(OpCodes.Mul);
                break;
            case RandomOperation.Add:
                code.Emit(OpCodes.Add);
                code.Emit(OpCodes.Ldc_I4, (int)instruction.Constant);
                code.Emit(OpCodes.Add);
                break;
            case RandomOperation.Subtract:
                code.Emit(OpCodes.Sub);
                break;
            case RandomOperation.RotateRight:
                code.Emit(OpCodes.Call, RotateRight);
                break;
            case RandomOperation.RotateLeft:
                code.Emit(OpCodes.Call, RotateLeft);
                break;
            default:
                code.Emit(OpCodes.Xor);
                break;
        }

        code.Emit(OpCodes.Stloc, instruction.Destination);
    }
}
