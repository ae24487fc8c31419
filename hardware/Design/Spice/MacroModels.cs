namespace EdgeTester.Hardware.Spice;

/// <summary>
/// Macro-models of this project's own, from figures of the data sheets: gain-bandwidth, slew rate, output limits, open-loop gain and output
/// resistance of amplifiers, resistance and capacitance of switches, delay of comparators, times of the relay.
/// </summary>
public static class MacroModels
{
    /// <summary>All models; the noise sources are there only where noise is asked for.</summary>
    public static string Text(bool withNoise) =>
        Amplifier("OPA197", 10e6, 20e6, 5e6, 25e6, 375, 65e-3, withNoise)
        + Amplifier("TLV9302", 1e6, 3e6, 1e6, 4e6, 600, 60e-3, false)
        + Amplifier("OPA2325", 10e6, 5e6, 1e6, 25e6, 200, 40e-3, false)
        + Amplifier("OPA2365", 50e6, 25e6, 1e6, 100e6, 30, 65e-3, false)
        // The other half of a pair at the end of its tolerance.
        + Amplifier("OPA2365S", 40e6, 20e6, 1e6, 100e6, 30, 65e-3, false)
        + Switches
        + Logic
        + Diodes;

    // gm into 10 pF gives gain-bandwidth and slew rate, a second pole follows, the output has resistance and a current limit, and
    // diodes keep it 0.15 V inside of the supplies. Supply and common mode leak in with rates that rise with frequency.
    private static string Amplifier(
        string name,
        double bandwidth,
        double slewPerSecond,
        double gain,
        double secondPole,
        double ohm,
        double limit,
        bool withNoise
    )
    {
        var gm = 2 * Math.PI * bandwidth * 10e-12;
        var tail = slewPerSecond * 10e-12;
        var noise = withNoise
            ? """
                Rn1 n1 0 1.83k
                Ifl 0 fl 100u
                Dfl fl 0 dflicker
                Cfl fl n2 1
                Rfl n2 0 1meg
                """
            : "";
        // Supply from which it works: the small ones run from 3.3 V.
        var start = name.StartsWith("OPA23", StringComparison.Ordinal) ? 1.8 : 4;
        var added = withNoise ? "+v(n1)+v(n2)" : "";
        return FormattableString.Invariant(
            $"""
            .subckt {name} inp inn vp vm out vos=0 ib=0
            Cd inp inn 6.4p
            Cp inp 0 1.6p
            Cn inn 0 1.6p
            Rp inp 0 1e13
            Rm inn 0 1e13
            Ibp inp 0 dc {"{ib}"}
            Ibm inn 0 dc {"{ib}"}
            Rps ps 0 1
            Cps vp ps 16n
            Cps2 vm ps 16n
            Bon on 0 v=0.5*(1+tanh((v(vp)-v(vm)-{start})*3))
            Bgm 0 g i=v(on)*{tail}*tanh({gm
                / tail}*(v(inp)-v(inn)+{"{vos}"}+1e-6*(v(vp)+v(vm))+1e-6*(v(inp)+v(inn))+v(ps){added}))
            Cg g 0 10p
            Rg g 0 {gain / gm}
            Bcp cp 0 v=max(v(vp),0)+8
            Bcm cm 0 v=min(v(vm),0)-8
            Dcp g cp dclamp
            Dcm cm g dclamp
            Eb b 0 g 0 1
            R2 b h 1k
            C2 h 0 {1 / (2 * Math.PI * secondPole * 1e3)}
            Bo 0 out i=v(on)*{limit}*tanh((v(h)-v(out))/{ohm * limit})
            Bop op 0 v=max(v(vp)-0.15,0.5*(v(vp)+v(vm)))
            Bom om 0 v=min(v(vm)+0.15,0.5*(v(vp)+v(vm)))
            Dop out op dclamp
            Dom om out dclamp
            {noise}
            .ends

            """
        );
    }

    private const string Switches = """
        * a conductance that follows its control smoothly: Newton's steps and the small-signal analyses need no states
        .subckt VSW a b c ron=4.5 vt=1.65 k=8
        B1 a b i=v(a,b)*(1e-12+0.5*(1+tanh({k}*(v(c)-{vt})))/{ron})
        .ends
        * change-over switch: in high connects d to sa
        .subckt SPDT d sa sb in
        Bn nin 0 v=3.3-v(in)
        X1 d sa in VSW
        X2 d sb nin VSW
        Cd d 0 20p
        Ca sa 0 8p
        Cb sb 0 8p
        Coa d sa 2p
        Cob d sb 2p
        .ends
        * fast change-over switch: s high connects a to b1; the control couples into a
        .subckt LVC3157 a b1 b0 s
        Rs s sd 100
        Cs sd 0 10p
        Bn ns 0 v=3.3-v(sd)
        X1 a b1 sd VSW ron=6
        X2 a b0 ns VSW ron=6
        Ca a 0 12p
        C1 b1 0 5p
        C0 b0 0 5p
        Cq sd a 0.5p
        .ends
        * one arm of a multiplexer: on while all three controls have the wanted level
        .subckt MUX4 d s1 s2 s3 s4 a0 a1 en
        B1 c1 0 v=3.3*(0.5+0.5*tanh(9*(v(en)-1.65)))*(0.5-0.5*tanh(9*(v(a1)-1.65)))*(0.5-0.5*tanh(9*(v(a0)-1.65)))
        B2 c2 0 v=3.3*(0.5+0.5*tanh(9*(v(en)-1.65)))*(0.5-0.5*tanh(9*(v(a1)-1.65)))*(0.5+0.5*tanh(9*(v(a0)-1.65)))
        B3 c3 0 v=3.3*(0.5+0.5*tanh(9*(v(en)-1.65)))*(0.5+0.5*tanh(9*(v(a1)-1.65)))*(0.5-0.5*tanh(9*(v(a0)-1.65)))
        B4 c4 0 v=3.3*(0.5+0.5*tanh(9*(v(en)-1.65)))*(0.5+0.5*tanh(9*(v(a1)-1.65)))*(0.5+0.5*tanh(9*(v(a0)-1.65)))
        X1 d s1 c1 VSW
        X2 d s2 c2 VSW
        X3 d s3 c3 VSW
        X4 d s4 c4 VSW
        Cd d 0 75p
        C1 s1 0 20p
        C2 s2 0 20p
        C3 s3 0 20p
        C4 s4 0 20p
        .ends
        * relay contact: 1 ms lag of the armature, holds down to 0.9 V
        .subckt RELAY coilp coiln com no
        Bc c 0 v=v(coilp)-v(coiln)
        Rc c d 1k
        Cc d 0 1u
        Rcoil coilp coiln 237
        X1 com no d VSW ron=0.1 vt=0.9 k=20
        Cs com no 0.5p
        .ends

        """;

    private const string Logic = """
        * open collector comparator, 0.6 us
        .subckt CMP inp inn vp vm out vos=0
        Bc c 0 v=3.3*(0.5-0.5*tanh((v(inp)-v(inn)+{vos})*3000))
        Rc c d 1k
        Cc d 0 600p
        X1 out vm d VSW ron=50
        .ends
        .subckt GINV a y
        Bg g 0 v=3.3*(0.5-0.5*tanh(8*(v(a)-1.65)))
        Rg g y 100
        Cg y 0 20p
        .ends
        .subckt GOR a b y
        Bg g 0 v=3.3*(1-(0.5-0.5*tanh(8*(v(a)-1.65)))*(0.5-0.5*tanh(8*(v(b)-1.65))))
        Rg g y 100
        Cg y 0 20p
        .ends
        .subckt GAND a b y
        Bg g 0 v=3.3*(0.5+0.5*tanh(8*(v(a)-1.65)))*(0.5+0.5*tanh(8*(v(b)-1.65)))
        Rg g y 100
        Cg y 0 20p
        .ends
        .subckt GXOR a b y
        Bg g 0 v=3.3*(0.5-0.5*tanh(8*(v(a)-1.65))*tanh(8*(v(b)-1.65)))
        Rg g y 100
        Cg y 0 20p
        .ends
        * flip-flop with d at ground: a rising clock or clear takes it down, preset sets it
        .subckt DFF cp pre clr q qn
        Bs s 0 v=3.3-v(pre)
        Br r 0 v=3.3-v(clr)
        Ce cp e 100p
        Re e 0 1k
        Vh h 0 3.3
        X1 h m s VSW ron=1000
        X2 m 0 r VSW ron=1000
        X3 m 0 e VSW ron=1000
        Cm m 0 10p
        Rm m 0 1e12
        Bq q0 0 v=3.3*(0.5+0.5*tanh(8*(v(m)-1.2)))
        Bn n0 0 v=3.3*(0.5-0.5*tanh(8*(v(m)-1.2)))
        Rq q0 q 100
        Rn n0 qn 100
        .ends

        """;

    private const string Diodes = """
        .model dclamp d is=1e-12 n=0.1 rs=0.1
        .model dflicker d is=1e-14 n=1 kf=1.3e-15 af=1
        .model bav199 d is=3e-14 n=1.2 rs=1.5 cjo=2p
        .model bav99 d is=2.5e-9 n=1.75 rs=0.6 cjo=1.5p
        .model bat54 d is=1e-7 n=1.05 rs=2 cjo=8p

        """;
}
